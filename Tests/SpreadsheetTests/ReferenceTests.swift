import Spreadsheet
import Testing

struct ReferenceTests {
    @Test(arguments: ["B7", "$B$7", "$B7", "B$7", "b7"])
    func `a reference may have a dollar sign ahead of its letters and ahead of its row`(text: String) {
        #expect(CellReference(text) == "B7")
        #expect(CellRange(text) == "B7")
        #expect(CellRange("\(text):C9") == "B7:C9")
        #expect(CellRange("C9:\(text)") == "B7:C9")
    }

    @Test(arguments: [
        "", "$", "B", "7", "$7", "B07", "B7$", "$$B7", "B$$7", "B7 ", " B7", "B-7", "É7", "B7:", "XFE1", "A1048577", "AAAA1", "A0",
    ])
    func `what is no reference is none`(text: String) {
        #expect(CellReference(text) == nil)
        #expect(CellRange(text) == nil)
        #expect(CellRange("A1:\(text)") == nil)
        #expect(CellRange("\(text):A1") == nil)
    }

    @Test func `a range has two ends at most`() {
        for text in ["A1:B2:C3", ":", "A1::B2"] { #expect(CellRange(text) == nil) }
        let whole = "A1:XFD1048576"
        #expect(CellRange(whole)?.last == "XFD1048576")
    }
}
