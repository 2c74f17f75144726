// Package analyze turns listings into a [Result]: which column records a copy, in which
// bursts, at what rate, through which channels, and what that says of two theories.
//
// [Run] is the pipeline and nothing else. What a column means is decided in role, which
// stamps belong together in burst, how fast the copy ran in rate, what could have carried
// it in channel, and what follows for the theories in theory. Nothing here reads a clock,
// the environment, the host's zone or a random source.
package analyze
