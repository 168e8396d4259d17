public import ArgumentParser
public import Spreadsheet

/// How a file is read, the same for every command that reads workbooks and CSV.
struct InputOptions: ParsableArguments {
    /// What help says of the file.
    static let file =
        "Classeur (.xlsx, .xls, .xlsb, .ods, .fods, XML d’Excel 2003, tableau HTML) ou fichier CSV ; « - » pour l’entrée standard."

    /// What a file may demand.
    enum Limits: String, CaseIterable, ExpressibleByArgument {
        case standard, strict

        var value: ReadLimits { self == .strict ? .strict : .standard }
    }

    @Option(help: ArgumentHelp("Limites de lecture : « strict » pour un fichier d’origine inconnue.", valueName: "limites"))
    var limits = Limits.standard

    @Option(
        help: ArgumentHelp(
            "Le fichier dont la première ligne est le mot de passe du classeur, que son propriétaire seul peut lire.", valueName: "fichier")
    )
    var passwordFile: String?

    @Option(help: ArgumentHelp("CSV : le séparateur (un caractère, ou « tab »), s’il n’est pas deviné.", valueName: "caractère"))
    var separator: Separator?

    @Option(help: ArgumentHelp("CSV : l’encodage, s’il n’est pas deviné.", valueName: "encodage"))
    var encoding: TextEncoding?

    @Flag(help: "CSV : lit aussi les lignes dont un guillemet est mal placé, et signale chacune.")
    var allowStrayQuotes = false

    /// What the user knows of the layout, should the file be CSV.
    private var csvLayout: SheetFile.CSVLayout {
        .init(separator: separator?.byte, encoding: encoding, allowsStrayQuotes: allowStrayQuotes)
    }

    /// Opens a file, or standard input for `-`.
    func open(_ path: String, asJSON isJSON: Bool) throws -> InputFile {
        guard path != "-" || passwordFile != "-" else {
            throw Failure.usage("L’entrée standard ne peut pas être à la fois le fichier et son mot de passe.")
        }
        return try InputFile(
            path, password: passwordFile.map(PasswordInput.readOfWorkbook), asks: !isJSON && Terminal.canAsk, csv: csvLayout,
            limits: limits.value)
    }
}

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

extension TextEncoding: ExpressibleByArgument {
    /// Reads an encoding in capital or small letters, with or without hyphens.
    public init?(argument: String) {
        func key(_ name: String) -> String { name.lowercased().filter { $0 != "-" } }
        guard let encoding = Self.allCases.first(where: { key($0.rawValue) == key(argument) }) else { return nil }
        self = encoding
    }

    /// The names on the command line.
    public static var allValueStrings: [String] { allCases.map { $0.rawValue.lowercased() } }
}

struct ReportOptions: ParsableArguments {
    @Flag(help: "Écrit le résultat et les erreurs en JSON, pour un programme.")
    var json = false
}

extension SheetFile {
    /// The sheet with that name, letter for letter.
    func sheet(named name: String, path: String) throws -> Sheet {
        if let sheet = sheets.first(where: { $0.name == name }) { return sheet }
        let names = sheets.prefix(20).map { "« \($0.name) »" }.joined(separator: ", ") + (sheets.count > 20 ? "…" : "")
        throw Failure.file(
            SpreadsheetError(.noSuchSheet, "there is no sheet with that name", at: .init(file: fileName(of: path), sheet: name)),
            hint: "Feuilles du fichier : \(names).")
    }
}

/// What messages call a file: its name without its folders.
func fileName(of path: String) -> String {
    path == "-" ? "stdin" : path.split(separator: "/").last.map(String.init) ?? path
}
