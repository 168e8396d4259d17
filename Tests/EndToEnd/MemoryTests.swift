import Foundation
import StoreTestSupport
import TestSupport
import Testing

/// A process that may not have the memory that a file wants says so, and does not end by a trap.
@Suite(.withoutStore) struct MemoryTests {
    /// Linux holds processes to `ulimit -v`.
    static let canLimit: Bool = {
        #if os(Linux)
            OutsidePrograms.pythonPath != nil
        #else
            false
        #endif
    }()

    /// A workbook of a hundred megabytes of shared texts, and one of a few bytes; the parts are stored, so that they are quick to make.
    private static let maker = """
        import zipfile
        main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
        rels = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
        kind = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
        def book(name, count, length):
            with zipfile.ZipFile(name, 'w') as file:
                file.writestr('[Content_Types].xml', '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>')
                file.writestr('_rels/.rels', f'<Relationships {rels}><Relationship Id="a" Type="{kind}officeDocument" Target="xl/workbook.xml"/></Relationships>')
                file.writestr('xl/workbook.xml', f'<workbook {main} xmlns:r="{kind[:-1]}"><sheets><sheet name="F" sheetId="1" r:id="a"/></sheets></workbook>')
                file.writestr('xl/_rels/workbook.xml.rels', f'<Relationships {rels}><Relationship Id="a" Type="{kind}worksheet" Target="s.xml"/>'
                              f'<Relationship Id="b" Type="{kind}sharedStrings" Target="t.xml"/></Relationships>')
                file.writestr('xl/s.xml', f'<worksheet {main}><sheetData><row><c t="s"><v>0</v></c></row></sheetData></worksheet>')
                file.writestr('xl/t.xml', f'<sst {main}>' + ('<si><t>' + 'x' * length + '</t></si>') * count + '</sst>')
        book('large.xlsx', 3200, 32000)
        book('small.xlsx', 1, 1)
        """

    @Test(.enabled(if: canLimit, "needs Linux and scripts/setup --python"))
    func `a file that there is no memory for is refused`() throws {
        let folder = try Folder()
        try folder.write(Self.maker, to: "make.py")
        #expect(try Command.shell(#""$python" make.py"#, in: folder).status == 0)
        func read(_ name: String, kilobytes: Int? = nil) throws -> Command.Result {
            let limit = kilobytes.map { "ulimit -v \($0) && " } ?? ""
            return try Command.shell("\(limit)exec timeout 60 \"$dotations\" sheet info \(name) --count --json", in: folder)
        }
        #expect(try read("large.xlsx").status == 0)
        // What the process itself takes, to thirty-two megabytes.
        let sizes = stride(from: 64 << 10, to: 4 << 20, by: 32 << 10)
        let own = try #require(try sizes.first { try read("small.xlsx", kilobytes: $0).status == 0 })
        for more in stride(from: 32 << 10, through: 96 << 10, by: 32 << 10) {
            let refused = try read("large.xlsx", kilobytes: own + more)
            #expect(refused.status == 1 && refused.output.isEmpty, "\(own + more) KiB: \(refused.errors)")
            #expect(refused.error["code"] as? String == "memory.exhausted")
            #expect((refused.error["message"] as? String)?.contains("la mémoire ne suffit pas pour lire ce fichier") == true)
        }
    }
}
