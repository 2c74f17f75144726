package experiment

import (
	"errors"
	"math"
	"os"
	"path/filepath"
	"testing"
	"time"
)

func TestMount(t *testing.T) {
	t.Parallel()
	const table = `21 1 253:0 / / rw,relatime - ext4 /dev/vda rw,errors=remount-ro
30 21 8:17 / /media/my\040stick rw,nosuid,sync shared:1 - vfat /dev/sdb1 rw,uid=1000,codepage=437,flush
31 21 0:50 / /mnt/nas rw - cifs //server/share rw,vers=3.1.1,username=someone,addr=10.0.0.1
`
	for _, c := range []struct {
		path, number, fs, options string
		network                   bool
	}{
		{"/home/x", "253:0", "ext4", "rw,relatime,errors=remount-ro", false},
		{"/media/my stick/a", "8:17", "vfat", "rw,sync,flush", false},
		{"/media/my sticky", "253:0", "ext4", "rw,relatime,errors=remount-ro", false},
		{"/mnt/nas", "0:50", "cifs", "rw,vers=3.1.1", true},
	} {
		p := &place{}
		number := p.mount(table, c.path)
		if number != c.number || p.fs != c.fs || p.options != c.options || p.network() != c.network {
			t.Errorf("mount(%q) = %s, %+v; want %+v", c.path, number, p, c)
		}
	}
}

func TestDeviceFacts(t *testing.T) {
	t.Parallel()
	root := t.TempDir()
	disk := filepath.Join(root, "sys", "devices", "usb1", "1-2", "block", "sdb")
	files := map[string]string{
		"sdb1/partition": "1\n", "removable": "1\n", "queue/rotational": "0\n", "size": "2000\n",
		"device/vendor": "Maker   \n", "device/model": "Stick 8  \n", "../../speed": "480\n", "device/serial": "SECRET\n",
	}
	for name, text := range files {
		path := filepath.Join(disk, name)
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o700), os.WriteFile(path, []byte(text), 0o600)); err != nil {
			t.Fatal(err)
		}
	}
	numbers := filepath.Join(root, "sys", "dev", "block")
	if err := errors.Join(os.MkdirAll(numbers, 0o700), os.Symlink(filepath.Join(disk, "sdb1"), filepath.Join(numbers, "8:17"))); err != nil {
		t.Fatal(err)
	}
	want := DeviceFacts{Model: "Maker Stick 8", Bus: "usb", BusMbit: 480, Bytes: 1_024_000, Removable: true}
	if got := deviceFacts(root, "8:17"); got == nil || *got != want {
		t.Errorf("deviceFacts = %+v, want %+v", got, want)
	}
	if got := deviceFacts(root, "8:99"); got != nil {
		t.Errorf("deviceFacts of an unknown number = %+v", got)
	}
}

// TestFit recovers the cost per file and the rate of a made copy with one stall.
func TestFit(t *testing.T) {
	t.Parallel()
	p := &Plan{}
	var files []timedFile
	at := time.Duration(0)
	for i := range 40 {
		size := int64(i%7) * 1_000_000
		at += 5*time.Millisecond + time.Duration(size*100) // 10 MB/s
		if i == 20 {
			at += 3 * time.Second
		}
		p.add(Planned{Size: size})
		files = append(files, timedFile{end: at})
	}
	f, ok := fit(p, files)
	if !ok || math.Abs(f.perFileMS-5) > .01 || math.Abs(f.rateMBs-10) > .01 {
		t.Errorf("fit = %+v, %v; want 5 ms and 10 MB/s", f, ok)
	}
	if _, ok := fit(p, files[:leastTimed-1]); ok {
		t.Error("a fit from too few files")
	}
}
