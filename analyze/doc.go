// Package analyze turns a listing into a [Result].
package analyze
