import Foundation
import Spreadsheet
import Testing

/// Real files and vectors of other projects; `docs/conformance.md` argues every case in which we do not follow them.
@Suite(.enabled(if: CSVCorpus.folder != nil, "the corpus is not there; set DOTATIONS_CORPUS")) struct CSVConformanceTests {
    struct Case: Decodable, CustomTestStringConvertible {
        struct Dialect: Decodable {
            var delimiter: String?
            var encoding: String
        }
        var id: String
        var dialect: Dialect
        var tags: [String]
        var expected: String?
        var testDescription: String { id }

        var given: CSVDialect {
            var given = CSVDialect.french()
            if let byte = dialect.delimiter?.utf8.first { given.separator = byte }
            given.encoding =
                switch dialect.encoding {
                case "utf-16-le", "utf-16": .utf16LittleEndian
                case "utf-16-be": .utf16BigEndian
                case "utf-32-le", "utf-32": .utf32LittleEndian
                case "utf-32-be": .utf32BigEndian
                case "cp1252?": .windows1252
                default: .utf8
                }
            return given
        }
    }

    struct Vector: Decodable, CustomTestStringConvertible {
        var name: String
        var input: String
        var config: String
        var records: [[String]]
        var testDescription: String { name }
    }

    /// Files at which other readers guess and which we refuse, with the error and its line.
    private static let refused: [String: (code: String, line: Int)] = [
        "csv-spectrum/location_coordinates.csv": ("csv.bad-quote", 2),
        "commons-csv/CSVFileParser__test.csv": ("csv.bad-quote", 7),
        "commons-csv/csv-167__sample1.csv": ("csv.bad-quote", 7),
        "phpspreadsheet/Reader__CSV__escape.csv": ("csv.bad-quote", 1),
        "pandas/pandas__tests__io__parser__data__sauron.SHIFT_JIS.csv": ("csv.encoding", 2),
    ]

    /// Vectors for options that our dialect does not have: other line ends, comments, a quotation mark that is the separator.
    private static let outside: Set = ["term_weird", "ascii_delimited", "quote_delimiter", "comment_1", "comment_3"]

    private static let cases = (try? CSVCorpus.load([Case].self, "corpus/csv/cases.json")) ?? []
    private static let vectors = (try? CSVCorpus.load([Vector].self, "corpus/csv/rust-csv-core.json")) ?? []

    @Test func theCorpusIsWhole() {
        #expect(Self.cases.count == 134)
        #expect(Self.vectors.count == 57)
    }

    @Test(arguments: cases, [false, true]) func aRealFileGivesItsRecords(file: Case, isSniffed: Bool) throws {
        let path = try #require(CSVCorpus.folder).appending(path: "corpus/csv/\(file.id)").path
        let isGiven = !isSniffed && file.dialect.delimiter != nil
        let outcome = CSVOutcome(try CSVReader(path: path, dialect: isGiven ? file.given : nil))
        if let refusal = Self.refused[file.id] {
            #expect(outcome.code == refusal.code)
            #expect(outcome.line == refusal.line)
        } else if let expected = file.expected {
            let records = try CSVCorpus.load([[String]].self, "corpus/csv/\(expected)")
            #expect(outcome == CSVOutcome(records: records))
        } else if file.tags.contains("malformed-quotes") {
            #expect(outcome.code == "csv.bad-quote" || outcome.code == "csv.unterminated-quote")
            #expect(outcome.line != nil)
        } else {
            #expect(outcome.code == nil)
        }
    }

    @Test(arguments: cases.filter { $0.dialect.delimiter != nil && $0.expected != nil })
    func theSeparatorOfARealFileIsFound(file: Case) throws {
        let path = try #require(CSVCorpus.folder).appending(path: "corpus/csv/\(file.id)").path
        let reader = try CSVReader(path: path)
        let separator = reader.dialect.separator
        let isSingleColumn = file.id == "miniexcel/csv__gb2312_Encoding_Read_Test.csv"
        #expect(separator == file.given.separator || isSingleColumn)
    }

    @Test(arguments: vectors.filter { !outside.contains($0.name) }) func aVectorGivesItsRecords(vector: Vector) throws {
        var dialect = CSVDialect.french(separator: UInt8(ascii: ","))
        if vector.config.contains("delimiter(b'\\t')") { dialect.separator = UInt8(ascii: "\t") }
        if vector.config.contains("delimiter(b'z')") { dialect.separator = UInt8(ascii: "z") }
        if vector.config.contains("quote(b'z')") { dialect.quote = UInt8(ascii: "z") }
        let outcome = try CSVOutcome(vector.input.utf8, dialect: dialect)
        if vector.name == "quote_outer_space" {
            #expect(outcome == CSVOutcome(records: [], code: "csv.bad-quote", line: 1))
        } else {
            #expect(outcome == CSVOutcome(records: vector.records))
        }
    }

    @Test(arguments: ["csv_quotes_2m.csv", "csv_utf16_odd.csv", "csv_utf8_broken.csv", "csv_300k_rows.csv"])
    func aHostileFileIsRefused(name: String) throws {
        let path = try #require(CSVCorpus.folder).appending(path: "hostile/files/\(name)").path
        let codes = [
            "csv_quotes_2m.csv": ["csv.field-too-long", "csv.bad-quote", "csv.unterminated-quote"],
            "csv_utf16_odd.csv": ["csv.encoding"], "csv_utf8_broken.csv": ["csv.encoding"], "csv_300k_rows.csv": ["limit.rows"],
        ]
        let outcome = CSVOutcome(try CSVReader(path: path, limits: .strict))
        #expect(codes[name]?.contains(outcome.code ?? "") == true)
        #expect(outcome.line != nil)
    }

    @Test(arguments: [
        "ctl_all_quoted_mixed_eol.csv", "ctl_cp1252.csv", "ctl_excel_text_formula.csv", "ctl_macroman.csv", "ctl_sep_line.csv",
        "ctl_utf16le_tab.csv",
    ])
    func anHonestVariantGivesTheSameRecords(name: String) throws {
        let folder = try #require(CSVCorpus.folder).appending(path: "hostile/files")
        let records = CSVOutcome(try CSVReader(path: folder.appending(path: name).path, limits: .strict)).records
        #expect(records.filter { record in record.contains { !$0.isEmpty } }.count == 11)
        #expect(
            records.first == [
                "Identifiant dotation", "Matricule", "Nom", "Prénom", "Adresse Mail", "Téléphone", "Montant", "Statut dotation",
            ])
        #expect(records[1] == ["11843511", "001", "TEST1", "ancv", "ancv.rec1@yopmail.com", "0665915236", "1000", "PRODUCTION"])
    }

    @Test func aRaggedFileKeepsItsRecordsAsTheyAre() throws {
        let path = try #require(CSVCorpus.folder).appending(path: "hostile/files/csv_ragged.csv").path
        #expect(CSVOutcome(try CSVReader(path: path)).records.prefix(5).map(\.count) == [8, 8, 7, 11, 8])
    }
}
