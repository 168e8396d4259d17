import ArgumentParser
import Spreadsheet
import ZipContainer

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// How a file is read, the same for every command that reads one.
struct InputOptions: ParsableArguments {
    /// What a file may demand.
    enum Limits: String, CaseIterable, ExpressibleByArgument {
        case standard, strict

        var value: ReadLimits {
            switch self {
            case .standard: .standard
            case .strict: .strict
            }
        }
    }

    @Option(help: ArgumentHelp("Limites de lecture : « strict » pour un fichier d’origine inconnue.", valueName: "limites"))
    var limits = Limits.standard

    @Option(help: ArgumentHelp("CSV : le séparateur (un caractère, ou « tab »), s’il n’est pas deviné.", valueName: "caractère"))
    var separator: Separator?

    @Option(help: ArgumentHelp("CSV : l’encodage, s’il n’est pas deviné.", valueName: "encodage"))
    var encoding: EncodingName?

    /// What the user knows of the layout, should the file be CSV.
    var csvLayout: SheetFile.CSVLayout { .init(separator: separator?.byte, encoding: encoding?.encoding) }

    /// Opens a file, or standard input for `-`.
    func open(_ path: String) throws -> SheetFile {
        if path != "-", Self.isStream(path) {
            throw Failure.file(
                SpreadsheetError("file.unreadable", "it is no regular file", at: .init(file: fileName(of: path))),
                hint: "Pour lire un tube ou l’entrée standard, donnez « - » comme fichier.")
        }
        let file =
            path == "-"
            ? try SheetFile(bytes: try standardInput(), name: "stdin", csv: csvLayout, limits: limits.value)
            : try SheetFile(path: path, csv: csvLayout, limits: limits.value)
        guard file.format == .csv || separator == nil && encoding == nil else {
            throw Failure.usage("\(fileName(of: path)) : c’est un classeur ; --separator et --encoding ne concernent que le CSV.")
        }
        return file
    }

    /// Whether a path leads to a pipe, a socket or a terminal, which cannot be read from anywhere but its start.
    private static func isStream(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && [S_IFIFO, S_IFSOCK, S_IFCHR].contains(status.st_mode & S_IFMT)
    }

    /// All of standard input.
    func standardInput() throws -> [UInt8] { try Self.standardInput(limits: limits.value) }

    /// All of standard input, within limits.
    static func standardInput(limits: ReadLimits) throws -> [UInt8] {
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
                        "limit.file-size", exceeds: Int(limit), measured: bytes.count, "standard input is too large", at: place)
                }
            } else if got == 0 {
                return bytes
            } else if errno != EINTR {
                let reason = String(cString: strerror(errno))
                throw SpreadsheetError("file.unreadable", "standard input cannot be read: \(reason)", at: place)
            }
        }
    }
}

/// A separator as it is typed.
struct Separator: ExpressibleByArgument {
    let byte: UInt8

    init?(argument: String) {
        switch argument {
        case "tab", "\\t": byte = UInt8(ascii: "\t")
        default:
            guard argument.utf8.count == 1, let byte = argument.utf8.first, CSVDialect.canSeparate(byte), byte != UInt8(ascii: "\"") else {
                return nil
            }
            self.byte = byte
        }
    }
}

/// An encoding as it is typed, in capital or small letters, with or without hyphens.
struct EncodingName: ExpressibleByArgument {
    let encoding: TextEncoding

    init?(argument: String) {
        func key(_ name: String) -> String { name.lowercased().filter { $0 != "-" } }
        guard let encoding = TextEncoding.allCases.first(where: { key($0.rawValue) == key(argument) }) else { return nil }
        self.encoding = encoding
    }

    static var allValueStrings: [String] { TextEncoding.allCases.map { $0.rawValue.lowercased() } }
}

/// Whether a program reads what the command says.
struct ReportOptions: ParsableArguments {
    @Flag(help: "Écrit le résultat et les erreurs en JSON, pour un programme.")
    var json = false
}

extension SheetFile {
    /// The sheet with that name, letter for letter.
    func sheet(named name: String, path: String) throws -> Sheet {
        if let sheet = sheets.first(where: { $0.name == name }) { return sheet }
        let names = sheets.prefix(20).map { "« \($0.name) »" }.joined(separator: ", ") + (sheets.count > 20 ? "…" : "")
        throw Failure.file(
            SpreadsheetError(.noSuchSheet, "there is no sheet with that name", at: .init(file: fileName(of: path), sheet: name)),
            hint: "Feuilles du fichier : \(names).")
    }
}

/// What messages call a file: its name without its folders.
func fileName(of path: String) -> String {
    path == "-" ? "stdin" : path.split(separator: "/").last.map(String.init) ?? path
}
