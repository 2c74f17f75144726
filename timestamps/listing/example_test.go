package listing_test

import (
	"fmt"
	"strings"

	"copyclock/timestamps/listing"
)

func Example() {
	text := strings.NewReader("drwxr-xr-x root/root         0 2016-07-05 18:39:02 share/\n" +
		"-rw-r--r-- root/root     46186 2016-07-05 18:39:18 share/plan.doc\n")
	source, err := listing.NewSource(text)
	if err != nil {
		fmt.Println(err)
		return
	}
	format, err := listing.Detect(source.Head())
	if err != nil {
		fmt.Println(err)
		return
	}
	l, err := format.Parse(source, listing.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(l.Format, l.Zone.Name)
	for _, e := range l.All() {
		fmt.Println(e.Line, e.Kind, e.Path, e.Size, e.Times.Modified.Text())
	}
	// Output:
	// tar-tv unknown
	// 1 directory share 0 2016-07-05T18:39:02
	// 2 file share/plan.doc 46186 2016-07-05T18:39:18
}
