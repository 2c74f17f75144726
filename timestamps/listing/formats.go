package listing

// Formats lists all formats. Which of them claims an input does not depend on the order; it
// is that of the help.
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
	awsLs,
	gsutilLs,
	ftpMlsd,
	statDefault,
	statTerse,
	unrarList,
	unrarTechnical,
	arjList,
	cabextractList,
	pythonZip,
	rsyncLog,
	windowsDir,
	powerShell,
	findPrintf,
	csvTable,
}
