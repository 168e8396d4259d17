internal import CDotationsPQ
internal import Foundation

/// Where a PostgreSQL server and a database of it are, as libpq takes it: `postgresql://host/database?sslmode=verify-full`.
///
/// What it does not say comes from where libpq has it: the variables `PGHOST`, `PGUSER`, `PGPASSFILE`, `PGSERVICE` and the others, and
/// `~/.pgpass`. It holds no password: an argument can be read by whoever lists the machine's processes.
public struct ServerAddress: Sendable, Hashable, CustomStringConvertible {
    /// The address as it was given.
    public let text: String

    /// Whether a text is meant as an address of a server, and not as the path of a file.
    public static func isMeant(by text: String) -> Bool { text.hasPrefix("postgresql://") || text.hasPrefix("postgres://") }

    /// Reads an address.
    ///
    /// - Throws: ``StoreError`` `address` where libpq does not understand it, or it holds a password.
    public init(_ text: String) throws(StoreError) {
        var message: UnsafeMutablePointer<CChar>?
        let options = PQconninfoParse(text, &message)
        defer {
            PQconninfoFree(options)
            PQfreemem(message)
        }
        guard Self.isMeant(by: text), let options else {
            // What libpq says repeats the address, which may hold a password all the same.
            throw StoreError(.address, "The address is not one that libpq understands: postgresql://[user@]host[:port]/database[?options].")
        }
        var option = options
        while let keyword = option.pointee.keyword {
            if ["password", "sslpassword"].contains(String(cString: keyword)), option.pointee.val != nil {
                throw StoreError(.address, "The address holds a password. Put it into the file that PGPASSFILE names, or ~/.pgpass.")
            }
            option += 1
        }
        self.text = text
    }

    /// The address as it was given.
    public var description: String { text }
}
