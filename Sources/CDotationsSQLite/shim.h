#include <sqlite3.h>

/* sqlite3_db_config is variadic, which Swift does not import. Refuses SQL that could corrupt the file by itself. */
static inline int csqlite_set_defensive(sqlite3 *db, int *is_set) {
    return sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, is_set);
}
/* sqlite3_config is variadic as well. Leaves out the count of the memory that SQLite takes, for which each allocation waits for a lock. */
static inline int csqlite_without_memory_statistics(void) {
    return sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}
/* A macro that casts -1 to a function pointer, which Swift does not import either. */
static inline sqlite3_destructor_type csqlite_transient(void) { return SQLITE_TRANSIENT; }
