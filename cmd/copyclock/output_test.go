package main

import (
	"os"
	"path/filepath"
	"testing"
)

// TestWriteRefuses checks that evidence, directories and links to nothing are never written,
// not even with force.
func TestWriteRefuses(t *testing.T) {
	dir := t.TempDir()
	evidence := filepath.Join(dir, "evidence")
	if err := os.WriteFile(evidence, []byte("kept"), 0o644); err != nil {
		t.Fatal(err)
	}
	hard := filepath.Join(dir, "hard")
	if err := os.Link(evidence, hard); err != nil {
		t.Skip("no hard links here:", err)
	}
	soft, dangling := filepath.Join(dir, "soft"), filepath.Join(dir, "dangling")
	for link, to := range map[string]string{soft: evidence, dangling: filepath.Join(dir, "absent")} {
		if err := os.Symlink(to, link); err != nil {
			t.Skip("no symbolic links here:", err)
		}
	}
	for _, name := range []string{evidence, hard, soft, dangling, dir} {
		if err := write(name, true, []string{evidence}, []byte("lost"), streams{}); err == nil {
			t.Errorf("write(%s) did not fail", name)
		}
	}
	if text, _ := os.ReadFile(evidence); string(text) != "kept" {
		t.Errorf("evidence is now %q", text)
	}
	if _, err := os.Stat(filepath.Join(dir, "absent")); err == nil {
		t.Error("a link to nothing was followed")
	}
}

// TestWriteFollowsLinks checks that force replaces the file behind a link and not the link.
func TestWriteFollowsLinks(t *testing.T) {
	dir := t.TempDir()
	file, link := filepath.Join(dir, "file"), filepath.Join(dir, "link")
	if err := os.WriteFile(file, []byte("old"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(file, link); err != nil {
		t.Skip("no symbolic links here:", err)
	}
	if err := write(link, false, nil, []byte("new"), streams{}); err == nil {
		t.Error("an existing file was written without force")
	}
	if err := write(link, true, nil, []byte("new"), streams{}); err != nil {
		t.Fatal(err)
	}
	if text, _ := os.ReadFile(file); string(text) != "new" {
		t.Errorf("the file behind the link holds %q", text)
	}
	if info, err := os.Lstat(link); err != nil || info.Mode()&os.ModeSymlink == 0 {
		t.Errorf("the link was replaced: %v, %v", info, err)
	}
}
