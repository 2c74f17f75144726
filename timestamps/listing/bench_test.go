package listing_test

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"

	"copyclock/timestamps"
	"copyclock/timestamps/listing"
)

// first is what stands in front of the first line, or of each later one.
func first(i int, head, later string) string {
	if i == 0 {
		return head
	}
	return later
}

// benchmarkLines make one line of each format from a number that grows from line to line.
// Names are as long as those of a real tree.
var benchmarkLines = map[string]func(i int) string{
	"bodyfile": func(i int) string {
		return fmt.Sprintf("0|/share/d%02d/s%03d/f%05d.doc|%d-128-1|r/rrwxrwxrwx|0|0|%d|%d|%d|%d|%d", i%100, i%1000, i, i, i*37%999983, 1596093119+i, 1596093118+i, 1596093117+i, 1596093116+i)
	},
	"lsar-L": func(i int) string {
		return fmt.Sprintf("share/f%05d.doc: \n  Name:              share/f%05d.doc\n  Size:              %d bytes\n  Last modified:     2016-07-%02d 18:%02d:18 +0000\n  Unix permissions:  rw-r--r-- (644)\n  Index in file:     %d",
			i, i, i*37%999983, 1+i%28, i%60, i)
	},
	"lsar-l": func(i int) string {
		return fmt.Sprintf("%3d. ----- %11d   0.0%%  None  2016-07-%02d 18:%02d  share/d%02d/s%03d/f%05d.doc", i, i*37%999983, 1+i%28, i%60, i%100, i%1000, i)
	},
	"zipinfo-v": func(i int) string {
		return fmt.Sprintf("Central directory entry #%d:\n---------------------------\n\n  share/f%05d.doc\n\n"+
			"  file last modified on (DOS date/time):          2016 Jul %d 18:%02d:%02d\n  uncompressed size:                              %d bytes\n",
			i+1, i, 1+i%28, i%60, i%60&^1, i*37%999983)
	},
	"wimlib": func(i int) string {
		return fmt.Sprintf("------------------------------------------------------------\nFull Path           = \"/share/f%05d.doc\"\nAttributes          = 0x00000080\n"+
			"Creation Time       = Sun Nov %02d 02:%02d:12 2025 UTC\nLast Write Time     = Sun Nov %02d 02:%02d:12 2025 UTC\n\tUnnamed data stream:\nUncompressed size = %d bytes\n",
			i, 1+i%28, i%60, 1+i%28, i%60, i*37%999983)
	},
	"unace": func(i int) string {
		return fmt.Sprintf("%02d.07.16 18:%02d %11d %9d   65%%  share/d%02d/s%03d/f%05d.doc", 1+i%28, i%60, i*31%999983, i*37%999983, i%100, i%1000, i)
	},
	"unalz": func(i int) string {
		return fmt.Sprintf("____ %12d %12d %02d.07.2016 18:%02d:%02d  share/d%02d/s%03d/f%05d.doc", i*37%999983, i*31%999983, 1+i%28, i%60, i%60&^1, i%100, i%1000, i)
	},
	"arc": func(i int) string {
		return fmt.Sprintf("F%05d.DOC    %9d  Crunched   50%% %9d  %02d Nov 16  11:%02da  40ba", i, i*37%999983, i*31%999983, 1+i%28, i%60)
	},
	"zoo": func(i int) string {
		return fmt.Sprintf("%8d  10%% %8d  %02d Sep 16 12:%02d:%02d+61   share/d%02d/s%03d/f%05d.doc", i*37%999983, i*31%999983, 1+i%28, i%60, i%60&^1, i%100, i%1000, i)
	},
	"lha": func(i int) string {
		return fmt.Sprintf("-rw-r--r--  1000/1000  %7d 100.0%% Jul %2d  2016 share/d%02d/s%03d/f%05d.doc", i*37%999983, 1+i%28, i%100, i%1000, i)
	},
	"ar-tv": func(i int) string {
		return fmt.Sprintf("rw-r--r-- 1000/1000 %6d Nov %2d 11:%02d 2016 f%05d.o", i*37%999983, 1+i%28, i%60, i)
	},
	"ntfsls": func(i int) string {
		return fmt.Sprintf("%8d Nov %02d 09:%02d 2016 f%05d.doc", i*37%999983, 1+i%28, i%60, i)
	},
	"mdls": func(i int) string {
		return fmt.Sprintf("_kMDItemOwnerUserID            = 501\nkMDItemFSContentChangeDate     = 2016-05-%02d 12:%02d:%02d +0000\nkMDItemFSName                  = \"f%05d.doc\"\nkMDItemFSSize                  = %d", 1+i%28, i%60, i%59, i, i*37%999983)
	},
	"du-time": func(i int) string {
		return fmt.Sprintf("%d\t2016-07-%02d 18:%02d\tshare/d%02d/s%03d/f%05d.doc", i*37%999983, 1+i%28, i%60, i%100, i%1000, i)
	},
	"tree-html": func(i int) string {
		return fmt.Sprintf("\t├── [&nbsp;&nbsp;%d&nbsp;Sep&nbsp;%02d&nbsp;&nbsp;2022]&nbsp;&nbsp;&nbsp;&nbsp;<a href=\"./share/f%05d.doc\">f%05d.doc</a><br>", i*37%999983, 1+i%28, i, i)
	},
	"rclone-lsf": func(i int) string {
		return fmt.Sprintf("2016-07-%02d 18:%02d:%02d;%d;share/d%02d/s%03d/f%05d.doc", 1+i%28, i%60, i%59, i*37%999983, i%100, i%1000, i)
	},
	"rclone-log": func(i int) string {
		return fmt.Sprintf("2016/07/%02d 18:%02d:%02d INFO  : share/d%02d/s%03d/f%05d.doc: Copied (new)", 1+i%28, i%60, i%59, i%100, i%1000, i)
	},
	"rsync-progress": func(i int) string {
		return fmt.Sprintf("share/f%05d.doc\n\r %14d 100%%    9.19MB/s    0:00:00 (xfr#%d, to-chk=38/39)", i, i*37%999983, i)
	},
	"aws-s3-cp": func(i int) string {
		return fmt.Sprintf("upload: ../share/f%05d.doc to s3://bucket/share/d%02d/s%03d/f%05d.doc", i, i%100, i%1000, i)
	},
	"find-printf": func(i int) string {
		return fmt.Sprintf("2016-07-%02d+18:%02d:%02d.%09d0 %d share/d%02d/s%03d/f%05d.doc", 1+i%28, i%60, i%59, i, i*37%999983, i%100, i%1000, i)
	},
	"csv": func(i int) string {
		if i == 0 {
			return "path,size,modified"
		}
		return fmt.Sprintf("share/d%02d/s%03d/f%05d.doc,%d,2016-07-%02dT18:%02d:%02dZ", i%100, i%1000, i, i*37%999983, 1+i%28, i%60, i%59)
	},
	"csv-quoted": func(i int) string {
		if i == 0 {
			return "path,size,modified"
		}
		return fmt.Sprintf(`"share/d%02d/s%03d/f%05d.doc","%d","2016-07-%02dT18:%02d:%02dZ"`, i%100, i%1000, i, i*37%999983, 1+i%28, i%60, i%59)
	},
	"ls-l": func(i int) string {
		return fmt.Sprintf("-rw-r--r-- 1 root root %9d Jul %2d  2016 f%05d.doc", i*37%999983, 1+i%28, i)
	},
	"find-ls": func(i int) string {
		return fmt.Sprintf(" 10267%03d      4 -rw-r--r--   1 root     root     %8d Nov %2d  2015 share/d%02d/f%05d.doc", i%1000, i*37%999983, 1+i%28, i%100, i)
	},
	"tar-tv": func(i int) string {
		return fmt.Sprintf("-rw-r--r-- root/root %9d 2016-07-%02d 18:%02d:%02d share/d%02d/s%03d/f%05d.doc", i*37%999983, 1+i%28, i%60, i%59, i%100, i%1000, i)
	},
	"rsync-list": func(i int) string {
		return fmt.Sprintf("-rw-r--r-- %14d 2016/07/%02d 18:%02d:%02d share/d%02d/s%03d/f%05d.doc", i*37%999983, 1+i%28, i%60, i%59, i%100, i%1000, i)
	},
	"rclone-lsl": func(i int) string {
		return fmt.Sprintf("%9d 2016-07-%02d 18:%02d:%02d.%09d share/d%02d/s%03d/f%05d.doc", i*37%999983, 1+i%28, i%60, i%59, i, i%100, i%1000, i)
	},
	"7z-l": func(i int) string {
		return fmt.Sprintf("2016-07-%02d 18:%02d:%02d ....A %12d %12d  share/d%02d/s%03d/f%05d.doc", 1+i%28, i%60, i%59, i*37%999983, i*31%999983, i%100, i%1000, i)
	},
	"7z-slt": func(i int) string {
		head := ""
		if i == 0 {
			head = "----------\n"
		}
		return fmt.Sprintf("%sPath = share/d%02d/s%03d/f%05d.doc\nFolder = -\nSize = %d\nModified = 2016-07-%02d 18:%02d:%02d.%07d\nAttributes = A -rw-r--r--\nCRC = 01234567\nMethod = LZMA2:19\n", head, i%100, i%1000, i, i*37%999983, 1+i%28, i%60, i%59, i)
	},
	"unzip-l": func(i int) string {
		return fmt.Sprintf("%9d  2016-07-%02d 18:%02d   share/d%02d/s%03d/f%05d.doc", i*37%999983, 1+i%28, i%60, i%100, i%1000, i)
	},
	"unzip-v": func(i int) string {
		return fmt.Sprintf("%8d  Defl:N %8d  78%% 2016-07-%02d 18:%02d 2d7277eb  share/d%02d/s%03d/f%05d.doc", i*37%999983, i*31%999983, 1+i%28, i%60, i%100, i%1000, i)
	},
	"zipinfo": func(i int) string {
		return fmt.Sprintf("-rw-r--r--  3.0 unx %8d bx stor 16-Jul-%02d 18:%02d share/d%02d/s%03d/f%05d.doc", i*37%999983, 1+i%28, i%60, i%100, i%1000, i)
	},
	"aws-s3-ls": func(i int) string {
		return fmt.Sprintf("2016-07-%02d 18:%02d:%02d %10d share/d%02d/s%03d/f%05d.doc", 1+i%28, i%60, i%59, i*37%999983, i%100, i%1000, i)
	},
	"gsutil-ls": func(i int) string {
		return fmt.Sprintf("%10d  2016-07-%02dT18:%02d:%02dZ  gs://share/d%02d/s%03d/f%05d.doc", i*37%999983, 1+i%28, i%60, i%59, i%100, i%1000, i)
	},
	"mlsd": func(i int) string {
		return fmt.Sprintf("modify=201607%02d18%02d%02d;perm=r;size=%d;type=file;unique=fe00g9caa32; f%05d.doc", 1+i%28, i%60, i%59, i*37%999983, i)
	},
	"stat": func(i int) string {
		return fmt.Sprintf("  File: share/f%05d.doc\n  Size: %d\tBlocks: 8          IO Block: 4096   regular file\nModify: 2016-07-%02d 18:%02d:%02d.%09d +0000", i, i*37%999983, 1+i%28, i%60, i%59, i)
	},
	"stat-t": func(i int) string {
		return fmt.Sprintf("share/f%05d.doc %d 8 81a4 0 0 fe00 %d 1 0 0 %d %d %d %d 4096", i, i*37%999983, i, 1596093119+i, 1596093118+i, 1596093117+i, 1596093116+i)
	},
	"unrar": func(i int) string {
		row := fmt.Sprintf(" -rw-r--r-- %9d  2016-07-%02d 18:%02d  share/d%02d/s%03d/f%05d.doc", i*37%999983, 1+i%28, i%60, i%100, i%1000, i)
		if i == 0 {
			return " Attributes      Size     Date    Time   Name\n----------- ---------  ---------- -----  ----\n" + row
		}
		return row
	},
	"unrar-lt": func(i int) string {
		return fmt.Sprintf("        Name: share/f%05d.doc\n        Type: File\n        Size: %d\n       mtime: 2016-07-%02d 18:%02d:%02d,%09d\n", i, i*37%999983, 1+i%28, i%60, i%59, i)
	},
	"arj": func(i int) string {
		row := fmt.Sprintf("f%05d.doc    %10d %10d 0.466 16-07-%02d 18:%02d:%02d -rw-r--r-- ---   1", i, i*37%999983, i*31%999983, 1+i%28, i%60, i%59)
		if i == 0 {
			return "Filename       Original Compressed Ratio DateTime modified Attributes/GUA BPMGS\n------------ ---------- ---------- ----- ----------------- -------------- -----\n" + row
		}
		return row
	},
	"cabextract": func(i int) string {
		return fmt.Sprintf("%10d | %02d.07.2016 18:%02d:%02d | share/d%02d/s%03d/f%05d.doc", i*37%999983, 1+i%28, i%60, i%59, i%100, i%1000, i)
	},
	"python-zipfile": func(i int) string {
		return fmt.Sprintf("%-46s 2016-07-%02d 18:%02d:%02d %12d", fmt.Sprintf("share/d%02d/s%03d/f%05d.doc", i%100, i%1000, i), 1+i%28, i%60, i%59, i*37%999983)
	},
	"rsync-log": func(i int) string {
		return fmt.Sprintf("2016/07/%02d 18:%02d:%02d [17143] >f+++++++++ share/d%02d/s%03d/f%05d.doc", 1+i%28, i%60, i%59, i%100, i%1000, i)
	},
	"rclone-lsjson": func(i int) string {
		return first(i, "[\n", ",") + fmt.Sprintf(`{"Path":"share/d%02d/f%05d.doc","Name":"f%05d.doc","Size":%d,"MimeType":"application/msword","ModTime":"2016-07-%02dT22:39:18.000000000Z","IsDir":false}`, i%100, i, i, i*37%999983, 1+i%28)
	},
	"s3api-json": func(i int) string {
		return first(i, "{\n\"Contents\": [\n", ",") + fmt.Sprintf("{\n\"Key\": \"share/d%02d/f%05d.doc\",\n\"LastModified\": \"2016-07-%02dT09:59:40.986Z\",\n\"Size\": %d\n}", i%100, i, 1+i%28, i*37%999983)
	},
	"nginx-json": func(i int) string {
		return first(i, "[\n", ",") + fmt.Sprintf(`{ "name":"f%05d.doc", "type":"file", "mtime":"Tue, 05 Jul 2016 22:%02d:%02d GMT", "size":%d }`, i, i%60, i%59, i*37%999983)
	},
	"lsar-json": func(i int) string {
		return first(i, "{\"lsarFormatVersion\": 2, \"lsarContents\": [\n", ",") + fmt.Sprintf("{\n\"XADFileName\": \"share/f%05d.doc\",\n\"XADFileSize\": %d,\n\"XADLastModificationDate\": \"2016-07-%02d 06:59:59 +0000\"\n}", i, i*37%999983, 1+i%28)
	},
	"tree-json": func(i int) string {
		return first(i, "[{\"type\":\"directory\",\"name\":\"w\",\"contents\":[]}\n", "") + fmt.Sprintf(`,{"type":"file","name":"f%05d.doc","prot":"-rw-r--r--","size":%d,"time":"2016-07-%02dT16:48:30+0000"}`, i, i*37%999983, 1+i%28)
	},
	"ncdu": func(i int) string {
		return first(i, "[1,2,{\"progname\":\"ncdu\",\"progver\":\"1.18\",\"timestamp\":1795427479},\n[{\"name\":\"/e\"}\n", "") + fmt.Sprintf(`,{"name":"f%05d.doc","asize":%d,"dsize":4096,"mode":33188,"mtime":%d}`, i, i*37%999983, 1595427413+i)
	},
	"http-index": func(i int) string {
		return fmt.Sprintf(`<a href="f%05d.doc">f%05d.doc</a>                                       %02d-Jul-2016 22:39              %8d`, i, i, 1+i%28, i*37%999983)
	},
	"http-browse": func(i int) string {
		return first(i, "<!DOCTYPE html>\n.meta-item {\n", "") + fmt.Sprintf("<tr class=\"file\">\n<td>\n<a href=\"./f%05d.doc\">\n<span class=\"name\">f%05d.doc</span></a></td>\n"+
			"<td data-order=\"%d\">28 KiB</td>\n<td class=\"hideable\"><time datetime=\"2016-07-%02dT22:39:18Z\">07/05/2016</time></td>\n</tr>", i, i, i*37%999983, 1+i%28)
	},
	"http-names": func(i int) string {
		return first(i, "<title>Index of /share</title>\n", "") + fmt.Sprintf(`<li><a href="f%05d.doc"> f%05d.doc</a></li>`, i, i)
	},
	"nginx-xml": func(i int) string {
		return first(i, "<list>\n", "") + fmt.Sprintf(`<file mtime="2016-07-%02dT22:39:18Z" size="%d">f%05d.doc</file>`, 1+i%28, i*37%999983, i)
	},
	"caddy-json": func(i int) string {
		return first(i, "[", ",") + fmt.Sprintf(`{"name":"f%05d.doc","size":%d,"url":"./f%05d.doc","mod_time":"2016-07-%02dT22:39:18Z","mode":420,"is_dir":false,"is_symlink":false}`, i, i*37%999983, i, 1+i%28)
	},
	"ftp-os2": func(i int) string {
		return fmt.Sprintf("%6d      A          11-%02d-1998   16:07  F%05d.DOC", i*37%999983, 1+i%28, i)
	},
	"ftp-os400": func(i int) string {
		return fmt.Sprintf("PEP            %6d 99/03/%02d 18:58:%02d *STMF      f%05d.doc", i*37%999983, 1+i%28, i%60, i)
	},
	"ftp-vms": func(i int) string {
		return fmt.Sprintf("F%05d.DOC;1     %8d/%d       %d-JUN-1998 07:32:%02d  [GROUP,OWNER]    (RWED,RWED,RWED,RE)", i, i%9999, i%9999+1, 1+i%28, i%60)
	},
	"ftp-netware": func(i int) string {
		return fmt.Sprintf("- [RWCEAFMS] rwinston          %10d Mar %2d  2005 f%05d.doc", i*37%999983, 1+i%28, i)
	},
	"ftp-mac": func(i int) string {
		return fmt.Sprintf("-rw-r--r--  %10d  %10d %10d Jul %2d  2010 f%05d.doc", i%1000, i*37%999983, i%1000+i*37%999983, 1+i%28, i)
	},
	"stat-bsd": func(i int) string {
		day := fmt.Sprintf("\"Jul %2d 18:39:%02d 2016\"", 1+i%28, i%60)
		return fmt.Sprintf("16777220 %d -rw-r--r-- 1 ann staff 0 %d %s %s %s %s 4096 8 0 share/f%05d.doc", 8612345+i, i*37%999983, day, day, day, day, i)
	},
	"hashdeep": func(i int) string {
		return first(i, "%%%% HASHDEEP-1.0\n%%%% size,md5,sha256,filename\n", "") + fmt.Sprintf("%d,007dea9b8141f038c602b23f78509e34,2dc024421ca0ed975b13f6be11314d98f843a3be2d6327fded522b4246dfb24b,share/d%02d/f%05d.doc", i*37%999983, i%100, i)
	},
	"mtree": func(i int) string {
		return fmt.Sprintf("./share/d%02d/f%05d.doc gname=root uname=root time=%d.5 mode=644 gid=0 uid=0 type=file size=%d", i%100, i, 1595427413+i, i*37%999983)
	},
	"efu": func(i int) string {
		return first(i, "Filename,Size,Date Modified,Date Created,Attributes\n", "") + fmt.Sprintf(`"C:\share\d%02d\f%05d.doc",%d,133595279726435345,132201836974398552,8224`, i%100, i, i*37%999983)
	},
	"wiztree": func(i int) string {
		return first(i, "File Name,Size,Allocated,Modified,Attributes,Files,Folders\n", "") + fmt.Sprintf(`"C:\share\d%02d\f%05d.doc",%d,0,2016/07/%02d 03:46:07,0,0,0`, i%100, i, i*37%999983, 1+i%28)
	},
	"robocopy": func(i int) string {
		return first(i, "   ROBOCOPY     ::     Robust File Copy for Windows\n", "") + fmt.Sprintf("\t    New File  \t\t%8d\tf%05d.doc", i*37%999983, i)
	},
	"isoinfo": func(i int) string {
		return first(i, "Directory listing of /\n", "") + fmt.Sprintf("-r--r--r--   1    0    0 %15d Jul %2d 2016 [ %6d 00]  f%05d.doc ", i*37%999983, 1+i%28, i, i)
	},
	"tree-xml": func(i int) string {
		return first(i, "<tree>\n  <directory name=\"w\">\n", "") + fmt.Sprintf(`    <file name="f%05d.doc" size="%d" time="Jul %2d  2016"></file>`, i, i*37%999983, 1+i%28)
	},
	"tree": func(i int) string {
		return first(i, "[       4096 Sep  1  2016]  w\n", "") + fmt.Sprintf("├── [%11d Jul %2d  2016]  f%05d.doc", i*37%999983, 1+i%28, i)
	},
	"dfxml": func(i int) string {
		return first(i, "<dfxml version='1.0'>\n", "") + fmt.Sprintf("  <fileobject>\n    <filename>share/f%05d.doc</filename>\n    <filesize>%d</filesize>\n    <mtime>2016-07-%02dT12:41:22Z</mtime>\n  </fileobject>", i, i*37%999983, 1+i%28)
	},
	"powershell": func(i int) string {
		return fmt.Sprintf("-a----        %d/%d/2016   6:%02d PM %14d f%05d.doc", 1+i%12, 1+(i+20)%28, i%60, i*37%999983, i)
	},
	"json": func(i int) string {
		return fmt.Sprintf(`{"path":"share/f%05d.doc","size":%d,"mtime":"2016-07-%02dT18:39:18Z"}`, i, i*37%999983, 1+i%28)
	},
	"powershell-table": func(i int) string {
		return first(i, "FullName              Length LastWriteTime\n--------              ------ -------------\n", "") +
			fmt.Sprintf("C:\\share\\f%05d.doc %8d %02d.07.2016 18:%02d:02", i%99999, i*37%999983, 1+i%28, i%60)
	},
	"powershell-list": func(i int) string {
		return fmt.Sprintf("FullName      : C:\\share\\f%05d.doc\nLength        : %d\nLastWriteTime : %d/%d/2016 6:%02d:%02d PM\n",
			i, i*37%999983, 1+i%12, 1+(i+20)%28, i%60, i%59)
	},
	"dir": func(i int) string {
		if i == 0 {
			return " Directory of C:\\share\n"
		}
		return fmt.Sprintf("07/%02d/2016  10:%02d PM %17d f%05d.doc", 1+i%28, i%60, i*37%999983, i)
	},

	"mactime": func(i int) string {
		return fmt.Sprintf("Sat May %02d 2025 18:%02d:%02d,%d,m...,r/rrwxrwxrwx,0,0,%d-128-1,\"/share/d%02d/s%03d/f%05d.doc\"", 1+i%28, i%60, i%59, i*37%999983, i, i%100, i%1000, i)
	},
	"mftecmd": func(i int) string {
		if i == 0 {
			return "EntryNumber,SequenceNumber,InUse,ParentPath,FileName,FileSize,IsDirectory,IsAds,Created0x10,LastModified0x10,LastRecordChange0x10,LastAccess0x10"
		}
		return fmt.Sprintf("%d,6,True,.\\share\\d%02d\\s%03d,f%05d.doc,%d,False,False,2023-07-12 11:19:37.3316397,2023-07-12 11:17:12.%07d,2023-07-12 11:19:37.3316397,2023-07-12 11:19:37.3316397",
			i, i%100, i%1000, i, i*37%999983, i)
	},
	"analyzemft": func(i int) string {
		if i == 0 {
			return "Record Number,Record Status,Record Type,File Type,Filename,Filepath,SI Creation Time,SI Modification Time,SI Access Time,SI Entry Time"
		}
		return fmt.Sprintf("%d,Valid,In Use,File,f%05d.doc,,2018-09-24T07:53:17.274Z,2018-09-24T07:%02d:%02d.274Z,2018-09-24T07:53:17.274Z,2018-09-24T07:53:17.274Z", i, i, i%60, i%59)
	},
	"ftk-imager": func(i int) string {
		if i == 0 {
			return "Filename\tFull Path\tSize (bytes)\tCreated\tModified\tAccessed\tIs Deleted"
		}
		return fmt.Sprintf("f%05d.doc\tp.E01\\[root]\\d%02d\\f%05d.doc\t%d\t2012-Mar-21 13:%02d:%02d.123456 UTC\t2012-Mar-21 13:04:15 UTC\t2012-Mar-21 13:04:15 UTC\tno", i, i%100, i, i*37%999983, i%60, i%59)
	},
	"bodyfile2": func(i int) string {
		return fmt.Sprintf("0|/share/d%02d/f%05d.doc|0|%d|33188|-/-rw-r--r--|1|0|0|0|%d|%d|%d|%d|4096|8", i%100, i, i, i*37%999983, 1596093119+i, 1596093118+i, 1596093117+i)
	},
	"analyzemft-timeline": func(i int) string {
		return fmt.Sprintf("%d.2748375|MFT|MODIFY|||||f%05d.doc|%d||||", 1537775597+i, i, i)
	},
	"plaso-l2tcsv": func(i int) string {
		return fmt.Sprintf("07/02/2026,17:%02d:%02d,UTC,M.C.,FILE,File stat,Content Modification Time,-,-,/share/f%05d.doc,OS:/share/f%05d.doc Type: file,2,OS:/share/f%05d.doc,%d,-,filestat,file_size: %d; is_allocated: True", i%60, i%59, i, i, i, i, i*37%999983)
	},
	"plaso-dynamic": func(i int) string {
		if i == 0 {
			return "datetime,timestamp_desc,source,source_long,message,parser,display_name,tag"
		}
		return fmt.Sprintf("2013-12-03T06:%02d:%02d.8079077+00:00,Creation Time,FILE,File stat,OS:/share/f%05d.doc Type: file,filestat,OS:/share/f%05d.doc,-", i%60, i%59, i, i)
	},
	"tln": func(i int) string {
		return fmt.Sprintf("%d|FILE|-|-|2026-07-02T17:%02d:%02d.955519754+00:00; Content Modification Time; OS:/share/f%05d.doc Type: file", 1783014477+i, i%60, i%59, i)
	},
	"plaso-json": func(i int) string {
		return fmt.Sprintf(`{"__container_type__": "event", "data_type": "fs:stat", "display_name": "OS:/share/f%05d.doc", "file_entry_type": "file", "file_size": %d, "inode": "%d", "message": "OS:/share/f%05d.doc Type: file", "parser": "filestat", "timestamp": %d, "timestamp_desc": "Content Modification Time"}`, i, i*37%999983, i, i, 1783014477955520+i)
	},
	"timesketch-csv": func(i int) string {
		if i == 0 {
			return "message,timestamp,datetime,timestamp_desc,data_type,filename"
		}
		return fmt.Sprintf("a file,%d,2012-03-14T04:%02d:%02d.276340+00:00,Creation Time,fs:stat,share/d%02d/s%03d/f%05d.doc", 1331698658276340+i, i%60, i%59, i%100, i%1000, i)
	},
	"timesketch-jsonl": func(i int) string {
		return fmt.Sprintf(`{"message": "a file", "timestamp": %d, "datetime": "2012-03-14T04:%02d:%02d.276340+00:00", "timestamp_desc": "Creation Time", "filename": "share/d%02d/s%03d/f%05d.doc"}`, 1331698658276340+i, i%60, i%59, i%100, i%1000, i)
	},
	"copyclock-csv": func(i int) string {
		if i == 0 {
			return "evidence,line,kind,path,size,modified,accessed,changed,birth,deleted,stream,name_attribute,dot,hardlink,size_exact,name_raw,zone"
		}
		return fmt.Sprintf("listing.txt,%d,file,share/d%02d/s%03d/f%05d.doc,%d,2018-10-25T09:%02d:%02d.745778688,,,,false,false,false,false,false,true,,unknown", i, i%100, i%1000, i, i*37%999983, i%60, i%59)
	},
	"fls": func(i int) string {
		when := fmt.Sprintf("2026-11-23 04:%02d:%02d (EST)", i%60, i%59)
		return fmt.Sprintf("r/r %d-128-1:\tshare/d%02d/s%03d/f%05d.doc\t%s\t%s\t%s\t%s\t%d\t0\t48", i, i%100, i%1000, i, when, when, when, when, i*37%999983)
	},
	"istat": func(i int) string {
		return fmt.Sprintf("inode: %d\nAllocated\nGroup: 0\nGeneration Id: 1\nuid / gid: 0 / 0\nmode: rrw-r--r--\nsize: %d\nnum of links: 1\n\nInode Times:\nAccessed:\t2018-09-24 07:%02d:17 (UTC)\nFile Modified:\t2018-09-24 07:%02d:17 (UTC)\n", i, i*37%999983, i%60, i%60)
	},
	"debugfs": func(i int) string {
		return fmt.Sprintf(" %6d  100644 (1)      0      0 %7d %2d-Jul-2016 22:%02d f%05d.doc", i+11, i*37%999983, 1+i%28, i%60, i)
	},
	"mdir": func(i int) string {
		return fmt.Sprintf("F%05d~1 DOC %9d 2026-11-%02d  14:%02d  file%05d.doc", i%99999, i*37%999983, 1+i%28, i%60, i)
	},
	"exiftool-json": func(i int) string {
		return fmt.Sprintf("{\n  \"SourceFile\": \"share/d%02d/s%03d/f%05d.doc\",\n  \"FileSize\": %d,\n  \"FileModifyDate\": \"2026:11:23 09:%02d:%02d+00:00\"\n},", i%100, i%1000, i, i*37%999983, i%60, i%59)
	},
	"exiftool-csv": func(i int) string {
		if i == 0 {
			return "SourceFile,FileSize,FileModifyDate"
		}
		return fmt.Sprintf("share/d%02d/s%03d/f%05d.doc,%d,2013:10:23 08:%02d:%02d-04:00", i%100, i%1000, i, i*37%999983, i%60, i%59)
	},
}

// BenchmarkParse reads 100,000 lines with one goroutine:
//
//	go test -run '^$' -bench Parse -count 10 ./timestamps/listing | tee new.txt
//	benchstat new.txt
func BenchmarkParse(b *testing.B) {
	for i := range listing.Formats {
		name := listing.Formats[i].Name
		for _, variant := range []string{name, name + "-quoted"} {
			if line := benchmarkLines[variant]; line != nil {
				b.Run("format="+variant, func(b *testing.B) { benchmark(b, name, line, 1) })
			}
		}
	}
}

// BenchmarkParseAll is BenchmarkParse with all cores.
func BenchmarkParseAll(b *testing.B) {
	for _, name := range []string{"bodyfile", "find-printf", "csv"} {
		b.Run("format="+name, func(b *testing.B) { benchmark(b, name, benchmarkLines[name], 0) })
	}
}

func benchmark(b *testing.B, name string, line func(int) string, cores int) {
	var text strings.Builder
	const lines = 100_000
	for i := range lines {
		text.WriteString(line(i))
		text.WriteByte('\n')
	}
	data := []byte(text.String())
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	var entries int
	for b.Loop() {
		s, err := listing.NewSource(bytes.NewReader(data))
		if err != nil {
			b.Fatal(err)
		}
		s.Expect(int64(len(data)))
		l, err := listing.ByName(name).Parse(s, listing.Options{Cores: cores})
		if err != nil || l.Skipped > 0 || l.Len() < lines-1 {
			b.Fatalf("%d entries, %d skipped, %v", l.Len(), l.Skipped, err)
		}
		entries = l.Len()
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(entries), "ns/entry")
}

// BenchmarkLine is the function of a line alone, of the formats that have one: no blocks, no
// store.
func BenchmarkLine(b *testing.B) {
	for i := range listing.Formats {
		f := &listing.Formats[i]
		if f.Read == nil {
			b.Run("format="+f.Name, func(b *testing.B) { benchmarkLine(b, f) })
		}
	}
}

func benchmarkLine(b *testing.B, f *listing.Format) {
	var text strings.Builder
	for i := range 10_000 {
		text.WriteString(benchmarkLines[f.Name](i) + "\n")
	}
	lines := bytes.FieldsFunc([]byte(text.String()), func(c rune) bool { return c == '\n' })
	read := f.Line
	if f.Open != nil {
		var err error
		if read, err = f.Open(lines[:100], &timestamps.Listing{}, listing.Options{}); err != nil {
			b.Fatal(err)
		}
	}
	b.SetBytes(int64(text.Len()))
	var r listing.Row
	for b.Loop() {
		for _, line := range lines {
			r = listing.Row{}
			if read(line, &r) == listing.Bad {
				b.Fatalf("%q is bad: %s", line, r.Why)
			}
		}
	}
}

// BenchmarkBlocks is the floor: cutting the text into blocks and lines and nothing else.
func BenchmarkBlocks(b *testing.B) {
	data := bytes.Repeat([]byte(strings.Repeat("x", 99)+"\n"), 100_000)
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		s, err := listing.NewSource(io.Reader(bytes.NewReader(data)))
		if err != nil {
			b.Fatal(err)
		}
		f := listing.Format{Line: func([]byte, *listing.Row) listing.Verdict { return listing.Pass }}
		if _, err := f.Parse(s, listing.Options{Cores: 1}); err != nil {
			b.Fatal(err)
		}
	}
}
