import Crypto
import DotationStore
import Dotations
import Foundation
import Spreadsheet
import ZipContainer

/// A file that a command reads, or standard input for `-`.
struct InputFile {
    let sheets: SheetFile
    /// What the file is protected with; nil where it is not.
    let password: String?
    private let path: String
    private let bytes: [UInt8]?

    /// Opens a file. `password` is used where it is protected; where none is given and somebody can be asked, they are.
    init(_ path: String, password: String?, asks: Bool, csv: SheetFile.CSVLayout, limits: ReadLimits) throws {
        self.path = path
        if path == "-" {
            let bytes = try Self.standardInput(limits: limits)
            self.bytes = bytes
            (sheets, self.password) = try Self.open(path, password: password, asks: asks) {
                try SheetFile(bytes: bytes, name: fileName(of: path), password: $0, csv: csv, limits: limits)
            }
        } else {
            guard !Self.isStream(path) else {
                throw Failure.file(
                    SpreadsheetError(.fileUnreadable, "it is no regular file", at: .init(file: fileName(of: path))),
                    hint: "Pour lire un tube ou l’entrée standard, donnez « - » comme fichier.")
            }
            bytes = nil
            (sheets, self.password) = try Self.open(path, password: password, asks: asks) {
                try SheetFile(path: path, password: $0, csv: csv, limits: limits)
            }
        }
        guard sheets.format == .csv || csv == .init() else {
            throw Failure.usage(
                "\(fileName(of: path)) : c’est un classeur ; --separator, --encoding et --allow-stray-quotes ne concernent que le CSV.")
        }
    }

    /// Opens a file, without a password first: one that was given for a file that has none protects nothing that comes of it.
    static func open<Opened>(
        _ path: String, password: String?, asks: Bool, _ open: (String?) throws -> Opened
    ) throws -> (Opened, String?) {
        do {
            return (try open(nil), nil)
        } catch let error as SpreadsheetError where error.code == .encrypted {
            if let password { return (try open(password), password) }
            guard asks else { throw error }
            return try PasswordInput.asking(for: fileName(of: path), open)
        }
    }

    /// By what the store knows the file again; reads all of it.
    func source() throws -> ImportedFile {
        var hash = SHA256()
        if let bytes {
            hash.update(data: bytes)
        } else {
            do {
                let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
                while let block = try file.read(upToCount: 1 << 18), !block.isEmpty { hash.update(data: block) }
            } catch {
                throw SpreadsheetError(.fileUnreadable, "the file cannot be read", at: .init(file: fileName(of: path)))
            }
        }
        return ImportedFile(name: fileName(of: path), content: Hash256(hash.finalize()))
    }

    /// Whether a path leads to a pipe, a socket or a terminal, which cannot be read from anywhere but its start.
    private static func isStream(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && [S_IFIFO, S_IFSOCK, S_IFCHR].contains(status.st_mode & S_IFMT)
    }

    /// All of standard input, within limits.
    private static func standardInput(limits: ReadLimits) throws -> [UInt8] {
        let limit = limits.zip.archiveSize
        let place = SpreadsheetError.Location(file: "stdin")
        var bytes: [UInt8] = []
        let block = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
        defer { block.deallocate() }
        while true {
            try Interruption.awaitInput(on: 0)
            let got = read(0, block.baseAddress, block.count)
            if got > 0 {
                bytes.append(contentsOf: block[..<got])
                guard UInt64(bytes.count) <= limit else {
                    throw SpreadsheetError(
                        .fileTooLarge, exceeds: Int(limit), measured: bytes.count, "standard input is too large", at: place)
                }
            } else if got == 0 {
                return bytes
            } else if errno != EINTR {
                let reason = String(cString: strerror(errno))
                throw SpreadsheetError(.fileUnreadable, "standard input cannot be read: \(reason)", at: place)
            }
        }
    }
}
