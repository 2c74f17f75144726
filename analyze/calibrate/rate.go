package calibrate

import "copyclock/analyze/validate"

// marginal is the rate without the cost of files. The stamps of a cached copy show memory.
func marginal(r *validate.Run) (rate float64, why string) {
	if why := unusable(r); why != "" {
		return 0, why
	}
	if why := cached(r); why != "" {
		return 0, why
	}
	if d := r.DevModel; d != nil && r.FitRate != nil && *r.FitRate >= 1.5*d.Write {
		return 0, "fit_rate_MBps is far above what the device was throttled to: memory took part"
	}
	return known(r.FitRate, "no fit_rate_MBps: fewer than 12 files, or sizes and times without a link")
}

// largeMean is the mean size in bytes from which the cost of files is small beside their bytes.
const largeMean = 1e6

// sustained is the rate with stalls and without the cost of files.
func sustained(r *validate.Run) (rate float64, why string) {
	switch why := unusable(r); {
	case why != "":
		return 0, why
	case r.Files == 0 || float64(r.Bytes)/float64(r.Files) < largeMean:
		return 0, "files of less than 1 MB in the mean, whose cost is not the device's rate"
	case r.Class == validate.Local:
		return known(r.OnDevice, "no on_device_MBps: the copy was not flushed")
	}
	return known(r.FileWindow, "no file_window_MBps")
}

// average is bytes over time, the cost of files included.
func average(r *validate.Run) (rate float64, why string) {
	if why := unusable(r); why != "" {
		return 0, why
	}
	if why := cached(r); why != "" {
		return 0, why
	}
	return known(r.FileWindow, "no file_window_MBps")
}

// unusable says why a run measures no channel.
func unusable(r *validate.Run) string {
	switch {
	case !r.Copy():
		return "class " + string(r.Class) + " is no copy whose rate is known"
	case r.StreamCount() > 1:
		return "several files were under way at a time"
	}
	return ""
}

// cached says why the stamps of a local copy do not show the device.
func cached(r *validate.Run) string {
	switch effect := r.CacheEffect(); {
	case r.Class != validate.Local || effect == "none":
		return ""
	case effect == "":
		return "page_cache is not known: flush with --flush file or --flush end"
	default:
		return "page cache effect " + effect + ": the times are those of memory; flush after each file, or copy more"
	}
}

func known(x *float64, why string) (float64, string) {
	if x == nil || !(*x > 0) {
		return 0, why
	}
	return *x, ""
}
