import Testing

@testable import Spreadsheet

@Suite struct SharedFormulaTests {
    @Test(arguments: [
        ("A1+B2", "B3+C4"), ("$A1+B$2", "$A3+C$2"), ("$A$1", "$A$1"), ("SUM(A1:B2)", "SUM(B3:C4)"), ("A:A", "B:B"), ("$A:B", "$A:C"),
        ("1:1", "3:3"), ("$1:2", "$1:4"), ("LOG10(A1)", "LOG10(B3)"), ("\"A1\"&A1", "\"A1\"&B3"), ("\"a\"\"A1\"&A1", "\"a\"\"A1\"&B3"),
        ("'A1 b'!A1", "'A1 b'!B3"), ("Feuil1!A1", "Feuil1!B3"), ("A1!A1", "A1!B3"), ("T[[#This Row],[A1]]+A1", "T[[#This Row],[A1]]+B3"),
        ("[1]Feuil1!A1", "[1]Feuil1!B3"), ("1E5+E5", "1E5+F7"), ("TVA1x", "TVA1x"), ("ABCD1", "ABCD1"), ("#REF!+A1", "#REF!+B3"),
        ("Été1+A1", "Été1+B3"), ("a1", "B3"), ("XFD1048576", "A2"), ("A1.5", "A1.5"), ("A1:INDEX(B:B,1)", "B3:INDEX(C:C,1)"),
        ("T['[A1]+A1", "T['[A1]+B3"), ("_xlfn.X(A1)", "_xlfn.X(B3)"), ("{1,2}*A1", "{1,2}*B3"), ("1.5*A1%", "1.5*B3%"),
    ])
    func `relative references move along`(formula: String, moved: String) throws {
        let first = SharedFormula(text: formula, cell: CellReference(uncheckedRow: 1, column: 1))
        #expect(first.text(for: CellReference(uncheckedRow: 3, column: 2)) == moved)
    }
}
