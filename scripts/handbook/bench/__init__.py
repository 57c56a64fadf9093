"""Benchmarks: synthetic handbooks of any size, and how long tools take over them.  Not part of any build."""
