package listing

// Formats lists all formats, strictest first: the first that explains the head wins.
var Formats = []Format{
	bodyfile,
	sevenZipSLT,
	sevenZipList,
	unzipList,
	unzipVerbose,
	zipinfo,
	rsyncList,
	rcloneLsl,
	tarTv,
	findLs,
	lsLong,
	windowsDir,
	findPrintf,
	csvTable,
}
