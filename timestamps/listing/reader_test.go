package listing_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"copyclock/timestamps"
	"copyclock/timestamps/listing"
)

// samples are a few lines of each format, which between them hold every verdict: entries,
// lines that are passed over, bad lines and warnings.
var samples = map[string]string{
	"bodyfile": "MD5|name|inode|mode_as_string|UID|GID|size|atime|mtime|ctime|crtime\n" +
		"0|/a|b (deleted)|13|r/rrw-r--r--|151107|5000|1024|1342824553|1342824552|1342824552|0\n" +
		"broken\n0|/d|2|d/drwxr-xr-x|0|0|4096|1342824553.5|1342824552|1342824552|1342824552\n",
	"7z-slt": "--\nPath = x.7z\nType = 7z\n\n----------\nPath = a = b\nSize = 5\n" +
		"Modified = 2026-11-23 10:12:08.6825572\nAttributes = A -rw-r--r--\n\n" +
		"Path = c\nSize = 6\nModified = 2026-13-23 10:12:08\njunk\n\n",
	"7z-l": "   Date      Time    Attr         Size   Compressed  Name\n" +
		"------------------- ----- ------------ ------------  ------------------------\n" +
		"2026-11-23 10:11:32 ....A         8582         8582  a b/x.txt\n" +
		"2026-11-23 10:11:33 D....                            d\nbad\n" +
		"------------------- ----- ------------ ------------  ------------------------\n" +
		"2026-11-23 10:11:32               8582         8582  2 files\n",
	"unzip-l": "Archive: x\n  Length      Date    Time    Name\n---------  ---------- -----   ----\n" +
		"  1  23-07-2021 10:00   a\n  2  05-07-2021 10:00    b\n---------                     -------\n   4                     2 files\n",
	"unzip-v": "     739  Defl:N      164  78% 09-16-78 16:45 2d7277eb  colorrc\n",
	"zipinfo": "-rw-r--r--  3.0 unx       17 Bx stor 16-Jul-05 18:39  name\n-rw-r--r--  3.0 unx  28 b-  28 stor 20261123.051058 f\n",
	"rsync-list": "receiving file list ... done\ndrwxr-xr-x          4,096 2026/11/23 09:48:41 .\n" +
		"-rw-r--r--  5,368,709,121 2026/08/28 16:20:06 new\\#012line\n-rw-r--r--           1,23 2026/11/23 09:50:13 bad\n",
	"rclone-lsl": "    12864 2026-11-23 12:12:44.097261619 d01/f 1.eml\n       -1 2026-11-23 12:12:44.097261619 doc\n",
	"tar-tv": "drwxrwxrwx root/root         0 2026-11-23 10:11:03.23775713 share/\n" +
		"tar: Removing leading `/' from member names\n-rw-r--r-- root/root         5 2026-11-23 10:11:00 share/l\\\\351\n" +
		"-rw-r--r-- root/root         0 2026-11-23 10:11:00 x -> share/l\\\\351\n",
	"find-ls": " 10267095      4 drwxr-xr-x   4 root     root         4096 Nov 23  2015 gosrc\n" +
		" 10267101      4 -rw-r--r--   1 root     root         2281 Aug 28 16:20 gosrc/a\\ b\\351.go\n",
	"ls-l": ".:\ntotal 3.2M\n-rw-r--r-- 1 root root   17 Jul  5  2016  leading.txt\ndrwxr-xr-x 2 root root 4.0K Sep  1  2016 sub\n\n" +
		"./sub:\ntotal 0\n-rw-r--r-- 1 root root 44K Dec  1 03:04 k\nline.txt\n",
	"aws-s3-ls":      "                           PRE apt/\n2026-11-23 18:59:47      45056 name with spaces.doc\n2026-11-23 18:59:48    4.7 KiB b\n",
	"gsutil-ls":      "gs://b/dump/:\n       524  2021-04-22T23:32:09Z  gs://b/dump/a b.txt\nTOTAL: 1 objects, 524 bytes (524 B)\n",
	"mlsd":           "type=cdir;modify=20141022065102; /x\nmodify=20260828162006;perm=r;size=166;type=file;unique=fe00g9caa32; a b.zip\n",
	"stat":           "  File: a b\n  Size: 3021      \tBlocks: 8          IO Block: 4096   regular file\nDevice: 254,0\tInode: 1    Links: 1\nAccess: (0644/-rw-r--r--)  Uid: (    0/    root)   Gid: (    0/    root)\nAccess: 2026-11-23 09:49:18.295374834 +0000\nModify: 2013-10-23 12:41:22.000000000 +0000\nChange: 2026-11-23 09:48:40.950333995 +0000\n Birth: -\n",
	"stat-t":         "a b 3000000 5864 81a4 0 0 fe00 10267350 1 0 0 1472748300 1472748301 1795427321 0 4096\nd 4096 8 41ed 0 0 fe00 1 3 0 0 1795427434 1472748510 1795427321 1795427321 4096\n",
	"unrar":          "Archive: a.rar\nDetails: RAR 5\n\n Attributes      Size     Date    Time   Name\n----------- ---------  ---------- -----  ----\n -rw-r--r--      2281  2026-08-28 16:20  a b\n*-rw-r--r--        19  2026-08-28 16:21  c\n----------- ---------  ---------- -----  ----\n                 2300                    2\n",
	"unrar-lt":       "Archive: a.rar\nDetails: RAR 5\n\n        Name: a b\n        Type: File\n        Size: 9\n Packed size: 0\n       mtime: 2016-07-05 18:44:00,250000000\n  Attributes: -rw-r--r--\n\n        Name: d\n        Type: Directory\n       mtime: 2016-07-05 18:44:00,000\n",
	"arj":            "Filename       Original Compressed Ratio DateTime modified Attributes/GUA BPMGS\n------------ ---------- ---------- ----- ----------------- -------------- -----\ncopyright          3811       1776 0.466 26-09-18 01:19:46 -rw-r--r-- ---   1  \nchangelog.Debian.gz \n                    819        819 1.000 26-09-18 01:38:16 -rw-r--r-- ---   0  \n------------ ---------- ---------- -----\n     2 files       4630       2595 0.560 \n",
	"cabextract":     "Viewing cabinet: a.cab\n File size | Date       Time     | Name\n-----------+---------------------+-------------\n      9450 | 07.04.2022 16:54:42 | NEWS | b.gz\n",
	"python-zipfile": "File Name                                             Modified             Size\na b                                            2016-07-05 22:43:00           71\nd/                                             2016-07-05 22:43:02            0\n",
	"rsync-log":      "2026/11/23 04:51:23 [17143] building file list\n2026/11/23 04:51:23 [17143] cd+++++++++ d/\n2026/11/23 04:51:24 [17143] >f+++++++++ d/a b\n2026/11/23 04:51:24 >f+++++++++ 4096 4120 d/c\n",
	"rclone-lsjson":  "[\n{\"Path\":\"a b\",\"Name\":\"a b\",\"Size\":17,\"ModTime\":\"2016-07-05T22:39:18.000000000Z\",\"IsDir\":false},\n{\"Path\":\"d\",\"Name\":\"d\",\"Size\":-1,\"ModTime\":\"2016-09-01T16:48:30Z\",\"IsDir\":true}\n]\n",
	"s3api-json":     "{\n    \"Contents\": [\n        {\n            \"Key\": \"dump/a b\",\n            \"LastModified\": \"2026-11-23T09:59:40.986Z\",\n            \"Size\": 1053\n        }\n    ]\n}\n",
	"nginx-json":     "[\n{ \"name\":\"d\", \"type\":\"directory\", \"mtime\":\"Thu, 01 Sep 2016 16:48:30 GMT\" },\n{ \"name\":\"a b\", \"type\":\"file\", \"mtime\":\"Tue, 05 Jul 2016 22:39:18 GMT\", \"size\":17 }\n]\n",
	"lsar-json":      "{\n  \"lsarFormatVersion\": 2,\n  \"lsarContents\": [\n    {\n      \"XADFileName\": \"a b\",\n      \"XADFileSize\": 17,\n      \"XADLastModificationDate\": \"2024-03-10 06:59:59 +0000\"\n    }\n  ]\n}\n",
	"tree-json":      "[\n  {\"type\":\"directory\",\"name\":\"w\",\"size\":4096,\"time\":\"2016-09-01T16:48:30+0000\",\"contents\":[\n    {\"type\":\"file\",\"name\":\"a b\",\"size\":17,\"time\":\"2016-07-05T22:39:18+0000\"}\n  ]}\n,\n  {\"type\":\"report\",\"directories\":1,\"files\":1}\n]\n",
	"ncdu":           "[1,2,{\"progname\":\"ncdu\",\"progver\":\"1.18\",\"timestamp\":1795427479},\n[{\"name\":\"/e\",\"asize\":4096,\"mode\":16877,\"mtime\":1795427407},\n{\"name\":\"go\",\"asize\":17,\"mode\":33188,\"mtime\":1795427413},\n[{\"name\":\"d\"},\n{\"name\":\"x\"}]]]\n",
	"http-index":     "<html>\n<head><title>Index of /w/</title></head>\n<h1>Index of /w/</h1><hr><pre><a href=\"../\">../</a>\n<a href=\"d/\">d/</a>      01-Sep-2016 16:48                   -\n<a href=\"a%20b\">a b</a>      05-Jul-2016 22:39                  17\n</pre><hr></body>\n</html>\n",
	"http-browse": "<!DOCTYPE html>\n<title>/w</title>\n<style>\n.meta-item {\n</style>\n<tr class=\"file\">\n<td>\n<a href=\"./d/\">d/</a></td><td data-order=\"-1\">&mdash;</td>\n" +
		"<td><time datetime=\" 2016-09-01T16:48:30Z\">09/01/2016</time></td>\n</tr>\n<tr class=\"file\">\n<a href=\"a%20b&amp;\">a b&amp;</a><td data-order=\"17\"><size>17</size></td>\n" +
		"<time datetime=\"2016-07-05 22:39:18.5 &#43;0000 UTC\">x</time></tr>\n<tr class=\"file\"><a href=\"c\">c</a><time datetime=\"soon\"></time></tr><tr class=\"file\"></tr>\n",
	"http-names": "<!DOCTYPE HTML>\n<title>Directory listing for /w/</title>\n<ul>\n<li><a href=\"a%20b\">a b</a></li>\n<li><a href=\"d/\">d/</a></li>\n<li><a href=\"l\">l@</a></li>\n</ul>\n",
	"nginx-xml": "<?xml version=\"1.0\"?>\n<list>\n<directory mtime=\"2016-09-01T16:48:30Z\">d</directory>\n<file mtime=\"2016-07-05T22:39:18Z\" size=\"17\">a\nb &amp;</file>\n" +
		"<file mtime=\"soon\" size=\"18\">c</file>\n</list>\n",
	"caddy-json": "[{\"name\":\"d/\",\"size\":4096,\"url\":\"./d/\",\"mod_time\":\"2016-09-01T16:48:30Z\",\"mode\":2147484141,\"is_dir\":true,\"is_symlink\":false},\n" +
		"{\"name\":\"a b\",\"size\":17,\"url\":\"./a%20b\",\"mod_time\":\"2016-07-05T22:39:18.5Z\",\"mode\":420,\"is_dir\":false,\"is_symlink\":false}]\n",
	"ftp-os2":   "     0           DIR   12-30-97   12:32  a b\nbad\n149473      A          11-17-1998   16:07  POPUPLOG.OS2\n",
	"ftp-os400": "PEP              4019 99/03/18 18:58:16 *STMF      a b.zip\nbad\nPEP             36864 04/03/24 14:06:34 *DIR       dir1/\n",
	"ftp-vms": "Directory D:[A.B]\n\nA.;2                    18/18          1-JUL-1998 08:43:20  [GROUP,OWNER]    (RWED,RWED,RWED,RE)\nbad\n" +
		"UNZIP_AND_ATTACH_FILES.COM;12\n                        14/15         24-JUL-2002 14:35:40  [X]    (RWE,RWE,RWE,RE)\nDATA.DIR;1  1  2-jun-1998 07:32:04 [T] (,RWED,RWED,RE)\n\nTotal of 3 files, 33/34 blocks.\n",
	"ftp-netware": "total 0\nd [-----F--] SCION_SYS                         512 Apr 13  2004 SYS\nbad\n- [RWCEAFMS] rwinston                        19968 Mar 12  2005 Executive Summary.doc\n",
	"ftp-mac":     "-rw-r--r--    54149       27826    81975 Jul 22  2010 a b.jpg\nbad\ndrwxr-xr-x               folder        0 Jan  4  2010 d\n",
	"stat-bsd": "16777220 8612345 -rw-r--r-- 1 ann staff 0 1234 \"Nov 28 10:07:39 2026\" \"Jul  5 18:39:18 2016\" \"Nov 28 10:04:46 2026\" \"Jul  5 18:39:17 2016\" 4096 8 0 a b.txt\nbad\n" +
		"16777220 8612346 lrwxr-xr-x 1 ann staff 0 3 \"Nov 28 10:07:39 2026\" \"Jul  6 18:39:18 2016\" \"Nov 28 10:04:46 2026\" \"Jul  5 18:39:17 2016\" 4096 0 0x40 l -> a\n",
	"hashdeep": "%%%% HASHDEEP-1.0\n%%%% size,md5,sha256,filename\n## Invoked from: /e\n3021,007dea9b8141f038c602b23f78509e34,2dc0,docs/a, b\n",
	"mtree":    "#mtree\n/set type=file uid=0 gid=0 mode=755\n.               time=1795427479.0 type=dir\n    a\\040b     time=1787934006.5 size=17\n..\n",
	"efu":      "Filename,Size,Date Modified,Date Created,Attributes\n\"C:\\x\\a, b\",959,133595279726435345,132201836974398552,8224\n\"C:\\x\",,133595279726435345,132201836974398552,16\n",
	"wiztree":  "Generated by WizTree 4.31\nFile Name,Size,Allocated,Modified,Attributes,Files,Folders\n\"C:\\Temp\\\",9,0,2026/06/02 03:46:07,0,1,0\n\"C:\\Temp\\a, b\",9,0,2026/06/02 03:46:07,0,0,0\n",
	"robocopy": "-------------------------------------------------------------------------------\n   ROBOCOPY     ::     Robust File Copy for Windows                              \n\n\t                   2\tC:\\x\\\n\t    New File  \t\t      70\ta b\n100%  \n\t    New File  \t\t  36.2 k\tc.dwn100%  \n\t  *EXTRA File \t\t      70\told\n",
	"isoinfo":  "\nDirectory listing of /\ndr-xr-xr-x   5    0    0            2048 Nov 23 2026 [     28 02]  . \n-r--r--r--   1    0    0              17 Sep  1 2016 [     29 00]  a b;1 \n",
	"tree-xml": "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<tree>\n  <directory name=\"w\" size=\"4096\" time=\"Sep  1  2016\">\n" +
		"    <file name=\"a &amp;&quot;\nb\" size=\"17\" time=\"Jul  5  2016\"></file>\n    <directory name=\"d\" size=\"4.0K\" time=\"soon\">\n    </directory>\n" +
		"    <link name=\"l\" target=\"a>b\" size=\"3\" time=\"Jul  6  2016\"></link>\n  </directory>\n  <report>\n    <directories>2</directories>\n    <files>2</files>\n  </report>\n</tree>\n",
	"tree":  "[       4096 Sep  1  2016]  w\n├── [         24 Dec 31  2022]  -dash\n├── [       4096 Sep  1  2016]  d\n│   └── [       5000 Jul  5  2016]  a b\n└── [         28 Dec 31  2022]  c\n\n2 directories, 3 files\n",
	"dfxml": "<?xml version='1.0' encoding='UTF-8'?>\n<dfxml version='1.0'>\n  <fileobject>\n    <filename>docs/a b</filename>\n    <filesize>3021</filesize>\n    <mtime>2013-10-23T12:41:22Z</mtime>\n  </fileobject>\n</dfxml>\n",
	"powershell": "    Directory: C:\\Users\n\n\nMode                 LastWriteTime         Length Name\n----                 -------------         ------ ----\n" +
		"d-----         4/30/2023   1:55 PM                sub\n-a----         4/30/2023   2:04 PM             61 a b.txt\n",
	"powershell-table": "\nFullName       Length LastWriteTime\n--------       ------ -------------\nC:\\d\\a b.txt       12 30.04.2023 13:55:02\nC:\\d\\c                03.04.2023 13:55:02\nbad\n",
	"powershell-list": "\n\n    Directory: C:\\Users\n\n\nName           : a b.txt\nLength         : 61\nCreationTime   : 4/30/2023 1:55:02 PM\nLastWriteTime  : 4/30/2023 2:04:02 PM\n" +
		"Mode           : -a----\n\nbad\n\nName           : a long\n                 name\nCreationTime   : then\nMode           : d-----\n",
	"dir": " Directory of C:\\Users\n\n06/21/2021  12:05 AM    <DIR>          .\n06/14/2021  10:37 PM             1,019 f g.txt\n" +
		"               1 File(s)          1,018 bytes\n",
	"find-printf": "2016-07-05+18:39:20.0000000010 18 weird/x \n2016-07-06+18:39:20.0000000010 19 weird/y\n",
	"mactime": "Date,Size,Type,Mode,UID,GID,Meta,File Name\nXxx Xxx 00 0000 00:00:00,37,..c.,r/r---------,0,0,39,\"/e, \"\"f.dat\"\n" +
		"Sun Jun 15 1975 12:00:00,37,m...,r/r---------,0,0,39,\"/e, \"\"f.dat\"\nbad\n" +
		"Tue 12 16 2003 21:07:19,25,...b,-/rrwxrwxrwx,0,0,1238,/$OrphanFiles/_ile10.txt (deleted)\n",
	"mftecmd": "\ufeffEntryNumber,SequenceNumber,InUse,ParentPath,FileName,FileSize,IsDirectory,IsAds,Created0x10,LastModified0x10,LastRecordChange0x10,LastAccess0x10\n" +
		"100896,6,True,.\\inetpub,\"a,b.asp\",1362,False,False,2023-07-12 11:19:37.3316397,2023-07-12 11:17:12.7120642,,\n" +
		"100896,6,True,.\\inetpub,c.asp,1362,False,False,2023-07-12 11:19:37.3316397,2023-07-12 11:17:12.7120642,,soon\nbad\n" +
		"100896,6,False,.\\inetpub,c.asp:Zone.Identifier,26,False,True,,,,\n7,6,True,.,inetpub,0,True,False,,,,\n",
	"analyzemft": "Record Number,Record Status,Record Type,File Type,Filename,Filepath,SI Creation Time,SI Modification Time,SI Access Time,SI Entry Time\n" +
		"0,Invalid,Not in Use,File,,,Not defined,Not defined,Not defined,Not defined\n" +
		"1,Valid,In Use,File,$MFTMirr,,2018-09-24T07:53:17.274Z,2018-09-24T07:53:17.274Z,2018-09-24T07:53:17.274Z,Not defined\n" +
		"2,Valid,Not in Use,Directory,old,,2018-09-24T07:53:17.274Z,then,,\nbad\n",
	"ftk-imager": "Filename\tFull Path\tSize (bytes)\tCreated\tModified\tAccessed\tIs Deleted\n" +
		"[root]\tp.E01\\[root]\t4096\t2012-Mar-21 13:04:15.123456 UTC\t\t\tno\n" +
		"a.txt\tp.E01\\[root]\\a.txt\t12\t2012-Mar-21 13:04:15.123456 UTC\t2012-Mar-21 13:04:15 UTC\tn/a\tyes\nbad\n",
	"bodyfile2": "0|/logs/a\\|b|0|13|33188|-/-rw-r--r--|1|0|0|0|1024|1342824553|-1|1342824552|4096|8\nbad\n" +
		"0|/d (deleted)|0|14|16877|d/drwxr-xr-x|1|0|0|0|4096|1342824553|1342824552|0|4096|8\n",
	"analyzemft-timeline": "0|MFT|CREATE|||||Unknown|0||||\n1537775597.2748375|MFT|CREATE|||||$MFTMirr|1||||\n" +
		"1537775598.2748375|MFT|MODIFY|||||$MFTMirr|1||||\nbad\n1537775598.5|MFT|MODIFY|||||$MFTMirr|1||||\n",
	"plaso-l2tcsv": "date,time,timezone,MACB,source,sourcetype,type,user,host,short,desc,version,filename,inode,notes,format,extra\n" +
		"07/02/2026,17:47:57,UTC,M.C.,FILE,File stat,Content Modification Time,-,-,/a,OS:/a Type: file,2,OS:/a,351025,-,filestat,file_size: 1509; is_allocated: True\n" +
		"07/02/2026,17:47:58,UTC,.A..,FILE,File stat,Last Access Time,-,-,/a,OS:/a Type: file,2,OS:/a,351025,-,filestat,file_size: 1509\nbad\n" +
		"01/22/2012,08:52:33,CST,M...,LOG,Log File,Content Modification Time,-,h,x,x,2,OS:/s,-,-,text/syslog,-\n" +
		"01/22/2012,08:52:33,CST,...B,FILE,File stat,Creation Time,-,h,x,OS:/d Type: directory,2,OS:/d,-,-,filestat,-\n",
	"plaso-dynamic": "datetime,timestamp_desc,source,source_long,message,parser,display_name,tag\n" +
		"2013-12-03T06:30:41.8079077+00:00,Content Modification Time,FILE,File stat,NTFS:\\$AttrDef Type: file,filestat,NTFS:\\$AttrDef,-\n" +
		"2013-12-03T06:30:42.8079077+00:00,Creation Time,FILE,File stat,NTFS:\\$AttrDef Type: file,filestat,NTFS:\\$AttrDef,-\n" +
		"2013-12-03T06:30:43+00:00,Creation Time,FILE,File stat,NTFS:\\$AttrDef Type: file,filestat,NTFS:\\$AttrDef,-\nbad\n" +
		"Not a time,Creation Time,LOG,Log File,x,text/syslog,OS:/s,-\n",
	"tln": "Time|Source|Host|User|Description\n1783014477|FILE|-|-|2026-07-02T17:47:57.955519754+00:00; Content Modification Time; OS:/a; b Type: file\n" +
		"1783014478|FILE|-|-|2026-07-02T17:47:58+00:00; Last Access Time; Creation Time; OS:/a; b Type: file\nbad\n" +
		"1327218753|LOG|h|-|2012-01-22T07:52:33+00:00; Content Modification Time; no change\n1342824552|FILE|server||M..B [1024] C:/logs/a\n",
	"plaso-json": `{"__container_type__": "event", "data_type": "fs:stat", "date_time": {"__class_name__": "PosixTimeInNanoseconds", "timestamp": 1783014477955519754}, ` +
		`"display_name": "OS:/\u00edx", "file_entry_type": "file", "file_size": 1509, "timestamp": 1783014477955520, "timestamp_desc": "Content Modification Time"}` + "\nbad\n" +
		`{"__container_type__": "event", "data_type": "syslog:line", "timestamp": 1, "timestamp_desc": "Content Modification Time"}` + "\n",
	"timesketch-csv": "\"message\",\"timestamp\",\"datetime\",\"timestamp_desc\",\"data_type\",\"filename\"\n" +
		"\"a\",\"1331698658276340\",\"2012-03-14T04:17:38.276340+00:00\",\"Creation Time\",\"fs:stat\",\"/a\"\n" +
		"\"a\",\"1331698658276340\",\"1331698658276340\",\"Last Access Time\",\"fs:stat\",\"/a\"\nbad\n\"b\",\"1\",\"1234 19:01\",\"Write time\",\"\",\"/b\"\n",
	"timesketch-jsonl": `{"message":"file ./a","datetime":"2018-10-25T09:32:31.745778+00:00","timestamp":1540459951745778,"timestamp_desc":"Content Modification Time",` +
		`"evidence":"e","line":1,"kind":"file","path":"./a\\\\b\\xff","size":3457,"size_exact":true,"deleted":true,"stamp":"2018-10-25T09:32:31.745778688","zone":"unknown"}` + "\nbad\n" +
		`{"message": "A message","timestamp": 123456789,"datetime": "2015-07-24T19:01:01+00:00","timestamp_desc": "Write time"}` + "\n",
	"copyclock-csv": "evidence,line,kind,path,size,modified,accessed,changed,birth,deleted,stream,name_attribute,dot,hardlink,size_exact,name_raw,zone\n" +
		"e,1,file,./a\\\\b\\u202e,3457,2018-10-25T09:32:31.745778688,,,,false,false,false,false,false,true,,unknown\n" +
		"e,2,directory,\"d\",,2018-10-25T09:32:31+02:00,soon,,,true,true,true,true,true,false,64ff,unknown\nbad\n",
	"fls": "r/r 4-128-1:\t$AttrDef\t2026-11-23 04:57:41 (EST)\t0000-00-00 00:00:00 (UTC)\t2026-11-23 04:57:41 (EST)\t2026-11-23 04:57:41 (CST)\t2560\t0\t48\n" +
		"d/d 11:\tlost+found\n+ d/d * 12(realloc):\told\n++ r/r 13:\ta b\n+++++ r/r 13:\tbad\nbad\n+ l/l 14:\tc\nV/V 4097:\t$OrphanFiles\n",
	"istat": "inode: 12\nNot Allocated\nGroup: 0\nmode: rrw-r--r--\nsize: 17\nnum of links: 1\n\nInode Times:\nAccessed:\t2018-09-24 07:53:17.5 (UTC)\n" +
		"File Modified:\t0000-00-00 00:00:00 (UTC)\nInode Modified:\tbad\n\nMFT Entry Header Values:\nEntry: 1        Sequence: 1\nAllocated Directory\n\n" +
		"Created:\t2018-09-24 07:53:17.274838000 (UTC)\n$FILE_NAME Attribute Values:\nName: $MFTMirr\nCreated:\t2018-09-24 07:53:18 (UTC)\n" +
		"Type: $DATA (128-1)   Name: N/A   Non-Resident   size: 4096  init_size: 4096\n",
	"debugfs": "     12  100644 (1)      0      0      17  5-Jul-2016 22:39  leading\\xe9.txt\nbad\n<    14>  40755 (2)      0      0    1024  1-Sep-2016 16:48 .\n",
	"mdir": " Volume in drive : is USBSTICK   \n Volume Serial Number is E771-81E5\nDirectory for ::/apt\n\n.            <DIR>     2026-11-23   4:59 \n" +
		"README~1 GZ       4602 2026-11-23   4:59  README.md.gz\nCHANGES  gz     126824 2026-11-23   4:59p\nbad\n        2 files              33 089 bytes\n\n",
	"exiftool-json": "[{\n  \"SourceFile\": \"docs/a \\\"b.gz\",\n  \"File:FileSize\": \"4.1 kB\",\n  \"FileModifyDate\": \"2026:11:23 09:50:05+00:00\"\n},\n" +
		"{\n  \"SourceFile\": \"c}\",\n  \"FileSize\": 12\n}]\n",
	"exiftool-csv": "SourceFile,File:FileSize,System:FileModifyDate,FileType\ndocs/a.gz,3.0 kB,2013:10:23 08:41:22-04:00,GZIP\n" +
		"docs/b.gz,12 bytes,0000:00:00 00:00:00,GZIP\nbad,many,soon,\n",

	"lsar-L": "a.zip: Zip\nd/: \n  Name:              d\n  Is a directory:    Yes\n  Last modified:     2016-09-01 16:48:30 +0000\na^Jb: \n  Name:              a\n                     b\n" +
		"  Size:              1.83 MB (1828004 bytes)\n  Last modified:     2016-07-05 18:39:18 +0000\n  Created:           soon\n  Index in file:     1\nbad\n" +
		" l: \n  Name:               l\n  Size:              9 bytes\n  Is a link:         Yes\n",
	"lsar-l": "a.zip: Zip\n     Flags  File size   Ratio  Mode  Date       Time   Name\n     =====  ==========  =====  ====  ========== =====  ====\n" +
		"  0. --L--           9   0.0%  None  2016-07-05 22:44  l -> a\n  1. D----           0  -----  None  2016-09-01 16:48  d/\n" +
		"  2. ---E-          36  12.5%  Defl  2015-08-27 02:45  d/a b\nbad\n(Flags: D=Directory)\n",
	"zipinfo-v": "Archive:  a.zip\n\nCentral directory entry #1:\n---------------------------\n\n  a b\n\n" +
		"  file security status:                           encrypted\n" +
		"  file last modified on (DOS date/time):          2024 Mar 10 03:00:00\n" +
		"  file last modified on (UT extra field modtime): 2024 Mar 10 01:59:59 local\n" +
		"  file last modified on (UT extra field modtime): 2024 Mar 10 06:59:59 UTC\n" +
		"  uncompressed size:                              1234 bytes\n" +
		"  Unix file attributes (104755 octal):            -rwsr-xr-x\n",
	"wimlib": "----------------------------------------------------------------------------\nFull Path           = \"/es\"\nAttributes          = 0x00000010\n" +
		"Last Write Time     = Sun Nov 02 02:05:12 2025 UTC\nLink Group ID       = 0x0000000000000000\n\tUnnamed data stream:\nUncompressed size = 0 bytes\n\n" +
		"----------------------------------------------------------------------------\nFull Path           = \"/es/a b\"\nAttributes          = 0x00000080\n" +
		"Creation Time       = Sun Nov 02 02:05:12 2025 UTC\nLast Access Time    = Sun Nov 02 bad UTC\nLink Group ID       = 0x0000000000000007\n" +
		"\tUnnamed data stream:\nUncompressed size = 44 bytes\n",
	"unace": "UNACE v2.5     Copyright by ACE Compression Software       May  7 2015 03:22:29\n  Date    Time     Packed      Size  Ratio  File           \n          \n" +
		"08.11.07 02:06         168       256   65%  a/b c\nbad\n17.04.94 02:06       13968     31232   44%  a/d\nlisted: 2 files, totaling 31K bytes (compressed 14K)\n",
	"unalz": "unalz v0.65 (2009/04/01) \n\nAttr  Uncomp Size    Comp Size Date & Time & File Name\n---- ------------ ------------ ------------------------------------------------\n" +
		"_A__           37           34 14.11.2025 02:11:02  a b\nbad\n_D__            0            0 14.11.2025 03:23:04  d\n" +
		"---- ------------ ------------ ------------------------------------------------\n              37           34 Total 2 files\n",
	"arc": "Name          Length    Stowage    SF   Size now  Date       Time    CRC\n============  ========  ========  ====  ========  =========  ======  ====\n" +
		"README.html       9799  Crunched   50%      4922  23 Nov 16  11:48a  40ba\nbad\nextfs.c          49679  Crunched   67%     16874  18 Apr 94   3:05p  38ff\n" +
		"        ====  ========            ====  ========\nTotal      2     59478             64%     21796\n",
	"zoo": "       4   0%        4  26 Sep 16 12:56:02+61   t/a b\nbad\n      40  10%       36  26 Sep 94 12:56:00   C t\n",
	"lha": " PERMSSN    UID  GID      SIZE  RATIO     STAMP           NAME\n---------- ----------- ------- ------ ------------ --------------------\n" +
		"-rw-r--r--  1000/1000     1234 100.0% Jul  5  2016 a b.txt\nbad\n[generic]                   70       2 100.0% -lh0- 83a2 Nov 23 09:48 dir/old.txt\n" +
		"---------- ----------- ------- ------ ------------ --------------------\n Total         2 files    1236 100.0% Nov 27 11:05\n",
	"ar-tv":  "rw-r--r-- 0/0      2 Jan  1 00:00 1970 f1\nbad\nrwxr-xr-x 1000/100    356 Nov 27 11:05 2026 f 2\n",
	"ntfsls": "/:\n       0 Nov 23 09:57 2026 sub\n     356 Nov 23 09:57 2026 a b\nbad\n\n/sub:\n       0 Nov 23 09:57 2026 .\n       7 Nov 23 09:58 2026 c\n",
	"mdls": "_kMDItemOwnerUserID            = 501\nkMDItemContentType             = \"public.html\"\nkMDItemContentTypeTree         = (\n    \"public.html\"\n)\n" +
		"kMDItemDateAdded               = 2016-05-25 12:53:54 +0000\nkMDItemFSContentChangeDate     = 2016-05-25 12:53:53 +0200\n" +
		"kMDItemFSName                  = \"a b.html\"\nkMDItemFSSize                  = 366\n_kMDItemOwnerUserID            = 501\n" +
		"kMDItemContentType             = \"public.folder\"\nkMDItemFSCreationDate          = bad\nkMDItemFSName                  = \"d\"\nkMDItemFSSize                  = (null)\n",
	"du-time": "12\t2016-07-05 18:39\td/a b\n17\t2016-07-05 18:40\td/c\nbad\n4125\t2016-07-05 18:40\td\n",
	"tree-html": "<body>\n\t<h1>Directory Tree</h1><p>\n\t[&nbsp;&nbsp;4096&nbsp;May&nbsp;20&nbsp;&nbsp;2025]&nbsp;&nbsp;&nbsp;&nbsp;<a href=\"./\">.</a><br>\n" +
		"\t├── [&nbsp;&nbsp;126&nbsp;Sep&nbsp;23&nbsp;&nbsp;2022]&nbsp;&nbsp;&nbsp;&nbsp;<a href=\"./a%20b.gz\">a b.gz</a><br>\n" +
		"\t└── [1.2K&nbsp;Sep&nbsp;23&nbsp;10:01]&nbsp;&nbsp;<a href=\"./c\">c</a><br>\n<br><br><p>\n\n0 directories, 2 files\n\n</p>\n",
	"rclone-lsf": "2016-07-05 22:39:18,17,\" a \"\" b\"\n2016-09-01 16:48:30,-1,d/\nbad\n2016-09-01 16:48:30,5,d/c\n",
	"rclone-log": "2026/11/23 09:51:31 INFO  : Starting bandwidth limiter at 2Mi Byte/s\n2026/11/23 09:51:32 DEBUG : a: md5 = 00 OK\n" +
		"2026/11/23 09:51:32 INFO  : a: b: Copied (new)\nbad\n2026/11/23 09:51:33 INFO  : c: Multi-thread Copied (replaced existing)\nTransferred:          2 / 2, 100%\n",
	"rsync-progress": "sending incremental file list\ncreated directory /dest5\nbig.bin\n\r         32,768   1%    0.00kB/s    0:00:00  \r      3,000,000 100%    9.19MB/s    0:00:00 (xfr#1, to-chk=38/39)\n" +
		"bash/\nbash/l -> a\nbash/a b\n\r        126,824 100%  400.81kB/s    0:00:00 (xfr#2, to-chk=34/39)\n",
	"aws-s3-cp": "Completed 15.6 KiB/~800.8 KiB (745.9 KiB/s) with ~38 file(s) remaining (calculating...)\rupload: ../f/a b to s3://l/dump/a b            \n" +
		"bad\nupload: ../f/c to s3://l/dump/c\nCompleted 41.4 KiB/41.4 KiB (1.5 MiB/s) with 0 file(s) remaining\n",

	"json": "[\n  {\n    \"FullName\":  \"C:\\\\d\\\\a b\",\n    \"Length\":  12,\n    \"LastWriteTime\":  \"\\/Date(1682862902123)\\/\"\n  },\n" +
		"  {\"FullName\": \"C:\\\\d\", \"Attributes\": 16, \"LastWriteTime\": \"then\"}\n]\nbad\n",
	"csv": "path,size,mtime\n\"a\nb\",1,2016-07-05 18:39:18\n\"c,1,2016-07-05 18:39:18\n\"b\"\"c\",1.2K,2016-07-05T18:39:18+02:00\n",
}

// TestSamples holds that every format is complete and has a sample, which it alone claims.
func TestSamples(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for i := range listing.Formats {
		f := &listing.Formats[i]
		ways := 0
		for _, set := range []bool{f.Line != nil, f.Open != nil, f.Read != nil} {
			if set {
				ways++
			}
		}
		if ways != 1 || f.Read != nil && f.Match == nil || seen[f.Name] || f.Title == "" || f.Stamps == "" || f.Resolution == "" || f.Zone == "" {
			t.Errorf("%q: want one name, all texts, one of Line, Open and Read, and Match beside Read", f.Name)
		}
		seen[f.Name] = true
		text, ok := samples[f.Name]
		if !ok {
			t.Errorf("%s has no sample in reader_test.go", f.Name)
			continue
		}
		l, err := readAs(t, f.Name, []byte(text), listing.Options{})
		if err != nil || len(l.Entries) == 0 {
			t.Errorf("%s: %d entries, %v", f.Name, len(l.Entries), err)
		}
		if benchmarkLines[f.Name] == nil {
			t.Errorf("%s has no line in bench_test.go", f.Name)
		}
		var good []byte // without what is broken on purpose
		for line := range strings.Lines(text) {
			if !strings.Contains(line, "bad") && line != "broken\n" && line != "junk\n" && line != "line.txt\n" && !strings.HasPrefix(line, "\"c,") {
				good = append(good, line...)
			}
		}
		if got, err := listing.Detect(headOf(good)); err != nil || got.Name != f.Name {
			t.Errorf("%s: Detect = %v, %v", f.Name, got, err)
		}
	}
}

// TestBlocks holds that no size of the blocks and no number of cores changes what is read.
func TestBlocks(t *testing.T) {
	t.Parallel()
	for name, text := range samples {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			rapid.Check(t, func(t *rapid.T) {
				data := mixed(t, text)
				want := readBlocks(t, name, data, listing.Options{Cores: 1})
				got := readBlocks(t, name, data, listing.Options{
					Cores:     rapid.IntRange(1, 4).Draw(t, "cores"),
					BlockSize: rapid.IntRange(1, 300).Draw(t, "block"),
				})
				if d := cmp.Diff(want, got); d != "" {
					t.Fatalf("blocks change what is read (-one block +many):\n%s", d)
				}
			})
		})
	}
}

// mixed draws an input of the lines of text, in order or not, with either end of lines.
func mixed(t *rapid.T, text string) []byte {
	var data []byte
	for range rapid.IntRange(1, 4).Draw(t, "copies") {
		for line := range strings.Lines(text) {
			switch rapid.IntRange(0, 9).Draw(t, "line") {
			case 0: // lost
			case 1:
				data = append(data, strings.TrimSuffix(line, "\n")+"\r\n"...)
			case 2:
				data = append(data, line+line...)
			case 3:
				data = append(data, "\n"...)
			default:
				data = append(data, line...)
			}
		}
	}
	if rapid.Bool().Draw(t, "cut") {
		data = bytes.TrimSuffix(data, []byte("\n"))
	}
	return data
}

// reading is what one reading gave.
type reading struct {
	Listing *timestamps.Listing
	Err     string
}

type fataler interface {
	Helper()
	Fatal(args ...any)
}

func readBlocks(t fataler, name string, data []byte, opt listing.Options) reading {
	t.Helper()
	s, err := listing.NewSource(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	l, err := listing.ByName(name).Parse(s, opt)
	if err != nil {
		return reading{l.Unpack(), err.Error()}
	}
	return reading{l.Unpack(), ""}
}

// A line as long as allowed is read, a longer one is counted, and the lines behind it keep
// their numbers, whatever the blocks.
func TestLongLines(t *testing.T) {
	t.Parallel()
	line := func(n int) string { return "1 2026-11-23 12:12:44.097261619 " + strings.Repeat("n", n-32) + "\n" }
	data := []byte(line(100) + line(listing.MaxLine) + line(listing.MaxLine+1) + line(3*listing.MaxLine) + line(101) +
		strings.TrimSuffix(line(listing.MaxLine+1), "\n"))
	for _, size := range []int{0, 1000, 1 << 20, 8 << 20} {
		l, err := readAs(t, "rclone-lsl", data, listing.Options{BlockSize: size})
		if err != nil || len(l.Entries) != 3 || l.Skipped != 3 || len(l.Entries[1].Path) != listing.MaxLine-32 || l.Entries[2].Line != 5 {
			t.Errorf("blocks of %d: %d entries, %d skipped, %v", size, len(l.Entries), l.Skipped, err)
			continue
		}
		if w := l.Warnings[len(l.Warnings)-1]; w.Code != "long-line" || w.Line != 3 || w.Count != 3 {
			t.Errorf("blocks of %d: warning %+v", size, w)
		}
	}
}

var errBroken = errors.New("broken")

// broken gives some bytes and then an error.
type broken struct{ r io.Reader }

func (b broken) Read(p []byte) (int, error) {
	n, err := b.r.Read(p)
	if errors.Is(err, io.EOF) {
		err = errBroken
	}
	return n, err
}

// idle never gives a byte.
type idle struct{}

func (idle) Read([]byte) (int, error) { return 0, nil }

// An error of the reader reaches the caller, and too many entries stop the reading.
func TestReaderErrors(t *testing.T) {
	t.Parallel()
	text := strings.Repeat(samples["rclone-lsl"], 100_000)
	for _, name := range []string{"rclone-lsl", "ls-l"} {
		in := text
		if name == "ls-l" {
			in = strings.Repeat("-rw-r--r-- 1 root root   17 Jul  5  2016 leading.txt\n", 200_000)
		}
		for _, c := range []struct {
			r    io.Reader
			opt  listing.Options
			want error
		}{
			{broken{strings.NewReader(in)}, listing.Options{}, errBroken},
			{io.MultiReader(strings.NewReader(in), idle{}), listing.Options{}, io.ErrNoProgress},
			{strings.NewReader(in), listing.Options{MaxEntries: 10}, listing.ErrMaxEntries},
			{strings.NewReader(in), listing.Options{MaxEntries: 200_000}, nil},
		} {
			s, err := listing.NewSource(c.r)
			if err != nil {
				t.Fatal(err)
			}
			if l, err := listing.ByName(name).Parse(s, c.opt); !errors.Is(err, c.want) {
				t.Errorf("%s: %v (%d entries), want %v", name, err, l.Len(), c.want)
			}
		}
	}
}

// Junk, and every line cut at every place, must neither panic nor hang.
func TestJunk(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(5, 8))
	for i := range listing.Formats {
		f := &listing.Formats[i]
		for line := range strings.Lines(samples[f.Name] + "\x00\xff\"\n\"\x7f,\n") {
			for i := range len(line) + 1 {
				text := fmt.Sprintf("%s\n\n%s \n----------\n%s", line[:i], line[:i], line[i:])
				f.Share(headOf([]byte(text)))
				readBlocks(t, f.Name, []byte(text), listing.Options{BlockSize: r.IntN(100)})
			}
		}
	}
}

// allReaders asks FuzzListing for every reader; other numbers choose one.
const allReaders = 255

// FuzzListing holds for every reader that no bytes make it panic, that entries are sane and
// in order, that warnings have lines, and that a second reading in small blocks by several
// goroutines gives the same.
func FuzzListing(f *testing.F) {
	for i := range listing.Formats {
		f.Add([]byte(samples[listing.Formats[i].Name]), uint8(i))
	}
	f.Fuzz(func(t *testing.T, data []byte, which uint8) {
		for i := range listing.Formats {
			if which == allReaders || int(which)%len(listing.Formats) == i {
				fuzzReader(t, listing.Formats[i].Name, data)
			}
		}
	})
}

func fuzzReader(t *testing.T, name string, data []byte) {
	t.Helper()
	one := readBlocks(t, name, data, listing.Options{Cores: 1})
	two := readBlocks(t, name, data, listing.Options{Cores: 3, BlockSize: 7})
	if !reflect.DeepEqual(one, two) {
		if d := cmp.Diff(one, two); d != "" {
			t.Errorf("%s: second reading differs:\n%s", name, d)
		}
	}
	for i, e := range one.Listing.Entries {
		if e.Line < 1 || e.Size < timestamps.NoSize || e.Slack < 0 || i > 0 && e.Line < one.Listing.Entries[i-1].Line {
			t.Errorf("%s: entry %+v", name, e)
		}
	}
	for _, w := range one.Listing.Warnings {
		if w.Code == "" || w.Text == "" || w.Line < 0 || w.Count < 0 {
			t.Errorf("%s: warning %+v", name, w)
		}
	}
}
