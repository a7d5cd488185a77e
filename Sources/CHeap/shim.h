// Which C library it is, a header of any tells.
#include <limits.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif
