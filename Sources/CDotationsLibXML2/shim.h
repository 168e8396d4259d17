/* Debian builds libxml2 with ICU, and libxml/encoding.h then includes <unicode/ucnv.h>, whose types clash with the
   copy of ICU inside Foundation. Nothing here needs xmlCharEncodingHandler, so ICU stays out. */
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/SAX2.h>
#include <libxml/dict.h>
#include <libxml/HTMLparser.h>
#include <libxml/xmlerror.h>
