package listing

// Formats lists all formats, strictest first: the first that explains the head wins.
var Formats = []Format{
	sevenZipSLT,
	sevenZipList,
	unzipList,
	unzipVerbose,
	zipinfo,
	windowsDir,
	csvTable,
}
