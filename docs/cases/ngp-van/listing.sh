#!/bin/sh
# Writes a SYNTHETIC listing with the published aggregates of the NGP/VAN set to standard output.
# Published: 1,976 MB in about 2,300 files, of which 1,900 hold 28 bytes and take 14 % of the net
# time; 87 s without pauses. From memory, unverified: 13 pauses of 768 s together. All else (names,
# directories, the sizes of the other 400 files, the places of the pauses, the clock) is made up.
exec awk 'BEGIN {
	small = 1900; large = 400; dirs = 20
	bytes = 1976000000
	perfile = 0.14 * 87 / small                       # 6.4 ms
	rate = bytes / (87 - (small + large) * perfile)   # of the bytes alone
	pause = 768 / 13
	state = 1
	for (i = 0; i < large; i++) {                     # sizes of 1 to 40 shares
		state = (state * 16807) % 2147483647
		share[i] = 1 + state % 40; shares += share[i]
	}
	left = bytes - small * 28
	print "path,size,modified"
	for (d = 0; d <= dirs; d++) {
		many = d == 10 ? small : large / dirs         # the small files are one directory
		for (f = 0; f < many; f++) {
			size = 28
			if (d != 10) {
				size = k < large - 1 ? int((bytes - small * 28) * share[k] / shares) : left
				left -= size; k++
			}
			t += perfile + size / rate
			clock = 18 * 3600 + 39 * 60 + int(t)
			printf "synthetic/d%02d/f%04d,%d,2016-07-05T%02d:%02d:%02d\n", d, f, size, clock / 3600, clock % 3600 / 60, clock % 60
		}
		if (d < 13) t += pause
	}
}'
