package experiment

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// place is what is known of the target. Where the system has no /proc and /sys the facts are absent.
type place struct {
	free    int64 // bytes, negative: not known
	fs      string
	options string
	device  *DeviceFacts
}

// DeviceFacts describe the device below a file system, without serial numbers.
type DeviceFacts struct {
	Model      string `json:"model,omitempty"`    // vendor and model as the device reports them
	Bus        string `json:"bus,omitempty"`      // usb, nvme, sata, mmc, virtio
	BusMbit    int    `json:"bus_mbit,omitempty"` // line rate of the bus, Mbit/s
	Bytes      int64  `json:"bytes,omitempty"`    // capacity
	Removable  bool   `json:"removable"`          // the system says that it can be taken out
	Rotational bool   `json:"rotational"`         // a hard disk
}

// examine looks at the target; root is "/", and another directory in tests.
func examine(root, target string) (*place, error) {
	info, err := os.Stat(target)
	if err != nil {
		return nil, fmt.Errorf("examining the target: %w", err)
	}
	if !info.IsDir() {
		return nil, fmt.Errorf("examining the target: %s is not a directory", target)
	}
	p := &place{free: freeBytes(target)}
	full, err := filepath.Abs(target)
	if err == nil {
		full, err = filepath.EvalSymlinks(full)
	}
	if err != nil {
		return nil, fmt.Errorf("examining the target: %w", err)
	}
	mounts, err := os.ReadFile(filepath.Join(root, "proc", "self", "mountinfo"))
	if err != nil {
		return p, nil //nolint:nilerr // another system: the facts stay absent
	}
	number := p.mount(string(mounts), full)
	p.device = deviceFacts(root, number)
	return p, nil
}

// mount finds the mount that holds a path, the last one of equals, and returns the number of
// its device:
//
//	36 35 98:0 /mnt1 /mnt2 rw,noatime master:1 - ext3 /dev/root rw,errors=continue
func (p *place) mount(text, full string) (number string) {
	longest := -1
	for line := range strings.Lines(text) {
		head, tail, ok := strings.Cut(line, " - ")
		f, t := strings.Fields(head), strings.Fields(tail)
		if !ok || len(f) < 6 || len(t) < 3 {
			continue
		}
		point := unoctal(f[4])
		inside := full == point || strings.HasPrefix(full, strings.TrimSuffix(point, "/")+"/")
		if !inside || len(point) < longest {
			continue
		}
		longest = len(point)
		number, p.fs, p.options = f[2], t[0], plainOptions(f[5]+","+t[2])
	}
	return number
}

// unoctal undoes the \040 of a mount table.
func unoctal(s string) string {
	for _, c := range []struct{ from, to string }{{`\040`, " "}, {`\011`, "\t"}, {`\012`, "\n"}, {`\134`, `\`}} {
		s = strings.ReplaceAll(s, c.from, c.to)
	}
	return s
}

// technical are the mount options that a record may hold. All others, such as addresses,
// paths and names of users, stay out.
var technical = strings.Fields(`rw ro sync async dirsync noatime relatime strictatime lazytime flush discard
	barrier nobarrier data commit compress compress-force ssd nodatacow vers proto rsize wsize hard soft cache
	actimeo noac errors nolock seal sec allocsize largeio cluster discard=async max_read blksize`)

func plainOptions(text string) string {
	var kept []string
	for o := range strings.SplitSeq(text, ",") {
		key, _, _ := strings.Cut(o, "=")
		if slices.Contains(technical, key) && !slices.Contains(kept, o) {
			kept = append(kept, o)
		}
	}
	return strings.Join(kept, ",")
}

// networkTypes are file systems whose files lie elsewhere.
var networkTypes = strings.Fields("nfs nfs4 cifs smb3 smbfs afs ceph 9p ncpfs davfs fuse.sshfs fuse.rclone fuse.davfs2 fuse.gvfsd-fuse fuse.s3fs glusterfs fuse.glusterfs")

func (p *place) network() bool { return slices.Contains(networkTypes, p.fs) }

// deviceFacts reads what /sys says of the disk that a device number, such as 8:1, belongs to.
func deviceFacts(root, number string) *DeviceFacts {
	dir, err := filepath.EvalSymlinks(filepath.Join(root, "sys", "dev", "block", number))
	if err != nil || number == "" {
		return nil
	}
	if read(dir, "partition") != "" {
		dir = filepath.Dir(dir)
	}
	d := &DeviceFacts{
		Model:      strings.TrimSpace(read(dir, "device/vendor") + " " + read(dir, "device/model")),
		Removable:  read(dir, "removable") == "1",
		Rotational: read(dir, "queue/rotational") == "1",
	}
	if strings.HasPrefix(d.Model, "0x") { // a PCI number in place of a name
		d.Model = ""
	}
	if sectors, err := strconv.ParseInt(read(dir, "size"), 10, 64); err == nil {
		d.Bytes = sectors * 512
	}
	for _, bus := range []struct{ mark, name string }{
		{"/usb", "usb"}, {"/nvme", "nvme"}, {"/mmc", "mmc"}, {"/ata", "sata"}, {"/virtio", "virtio"},
	} {
		if strings.Contains(dir, bus.mark) {
			d.Bus = bus.name
			break
		}
	}
	for up := dir; d.Bus == "usb" && strings.Contains(up, "/usb"); up = filepath.Dir(up) {
		if mbit, err := strconv.Atoi(read(up, "speed")); err == nil {
			d.BusMbit = mbit
			break
		}
	}
	return d
}

// read returns a small file of /sys without blanks around it, empty where there is none.
func read(dir, name string) string {
	data, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(data))
}
