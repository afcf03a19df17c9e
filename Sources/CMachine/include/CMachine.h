#pragma once
/// Highest x86-64 micro-architecture level this processor and system run: 1, 3 or 4; 0 elsewhere.
int processor_level(void);

/// Lets the C library keep up to 256 MB that were freed for the next allocations, where it gives them
/// back to the system at once.
void keep_freed_memory(void);

/// Gives back all that is kept.
void give_back_freed_memory(void);

/// The vector of the instruction set that the including module is compiled for.
#if defined(__AVX512F__)
typedef float lanes_t __attribute__((ext_vector_type(16)));
#elif defined(__AVX__)
typedef float lanes_t __attribute__((ext_vector_type(8)));
#else
typedef float lanes_t __attribute__((ext_vector_type(4)));
#endif

/// The square root of each lane; Swift's own is a call per lane.
static inline lanes_t square_roots(lanes_t x) { return __builtin_elementwise_sqrt(x); }

/// Asks for the cache line at an address, which need not be a valid one.
static inline void prefetch_line(const void *address) { __builtin_prefetch(address); }
