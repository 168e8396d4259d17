/// What keeps a store: a connection to the one or the other.
enum Engine {
    case sqlite(SQLiteConnection)
    case postgres(PostgresConnection)
}
