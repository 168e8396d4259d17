#include <sqlite3.h>

/* sqlite3_db_config is variadic, which Swift does not import. Refuses SQL that could corrupt the file by itself. */
static inline int csqlite_set_defensive(sqlite3 *db, int *is_set) {
    return sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, is_set);
}
/* A macro that casts -1 to a function pointer, which Swift does not import either. */
static inline sqlite3_destructor_type csqlite_transient(void) { return SQLITE_TRANSIENT; }
