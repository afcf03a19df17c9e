#include "CMachine.h"
#include <stdlib.h>
#if defined(__GLIBC__)
#include <malloc.h>
#endif

int processor_level(void) {
#if defined(__x86_64__)
  __builtin_cpu_init();
  if (__builtin_cpu_supports("x86-64-v4")) return 4;
  if (__builtin_cpu_supports("x86-64-v3")) return 3;
  return 1;
#else
  return 0;
#endif
}

void keep_freed_memory(void) {
#if defined(__GLIBC__)
  mallopt(M_MMAP_THRESHOLD, 32 << 20);
  mallopt(M_TRIM_THRESHOLD, 256 << 20);
#endif
}

void give_back_freed_memory(void) {
#if defined(__GLIBC__)
  malloc_trim(0);
#endif
}
