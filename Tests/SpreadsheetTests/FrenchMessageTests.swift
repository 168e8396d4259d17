import Spreadsheet
import Testing

@Suite struct FrenchMessageTests {
    @Test func `each cause that keeps a value from being written has a sentence of its own`() {
        let codes: [SpreadsheetError.Code] = [
            .writtenTooLong, .unwritableCharacter, .unwritableNumber, .unwritableDate, .unwritableName, .unwritableFormat, .unwritableLink,
            .tooManyStylesWritten, .unwritablePlace, .notWritable,
        ]
        #expect(codes.allSatisfy { $0.rawValue.hasPrefix("write.") })
        #expect(Set(codes.map { SpreadsheetError($0, "").frenchMessage }).count == codes.count)
    }

    @Test func `a measure has its unit and groups of three digits`() {
        let error = SpreadsheetError(.fieldTooLong, exceeds: 65_536, measured: 98_301, "", at: .init(file: "a.csv", line: 2))
        #expect(
            error.frenchMessage == """
                a.csv, ligne 2 : un champ est trop long (98\u{202F}301 octets ; au plus 65\u{202F}536). \
                Corrigez la ligne, ou enregistrez le fichier au format .xlsx.
                """)
    }
}
