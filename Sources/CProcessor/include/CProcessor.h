#pragma once
/// Highest x86-64 micro-architecture level this processor and system run: 1, 3 or 4; 0 elsewhere.
int processor_level(void);
