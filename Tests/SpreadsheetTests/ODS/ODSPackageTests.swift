import Spreadsheet
import TestSupport
import Testing

@Suite struct ODSPackageTests {
    private static let file = ODSFile(rows: ODSFile.row(ODSFile.number("1")) + ODSFile.row(ODSFile.number("2")))
    private static let values = "A1=1.0 | A2=2.0"

    @Test func theFormatIsKnownByTheBytes() throws {
        #expect(try SheetFile(bytes: Self.file.bytes).format == .ods)
        #expect(try SheetFile(bytes: Self.file.flatBytes, name: "a.csv").format == .fods)
        let untyped = ZipFile([.init("content.xml", Self.file.content)]).bytes
        #expect(try SheetFile(bytes: untyped).format == .ods)
        #expect(Reading(untyped).values == Self.values)
    }

    private static func encrypted(_ part: String) -> String {
        """
        <m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><m:file-entry m:full-path="\(part)" m:size="9">
        <m:encryption-data m:checksum-type="SHA1/1K" m:checksum="AAAA">
        <m:algorithm m:algorithm-name="http://www.w3.org/2001/04/xmlenc#aes128-cbc" m:initialisation-vector="AAAAAAAAAAAAAAAAAAAAAA=="/>
        <m:key-derivation m:key-derivation-name="PBKDF2" m:iteration-count="9" m:salt="AAAA"/>
        </m:encryption-data></m:file-entry></m:manifest>
        """
    }

    private static let refusals: [(name: String, code: String, change: @Sendable (inout ODSFile) -> Void)] = [
        ("a text document", "format.not-a-workbook", { $0.parts = [("mimetype", "application/vnd.oasis.opendocument.text")] }),
        ("a document of OpenOffice.org 1", "format.unknown", { $0.parts = [("mimetype", "application/vnd.sun.xml.calc")] }),
        ("no content", "ods.malformed content.xml", { $0.parts = [("content.xml", "<a/>")] }),
        (
            "the body of a text", "format.not-a-workbook content.xml",
            { $0.parts = [("content.xml", $0.content.replacing("office:spreadsheet", with: "office:text"))] }
        ),
        ("a document type", "xml.doctype content.xml", { $0.parts = [("content.xml", "<!DOCTYPE a []>" + $0.content)] }),
        ("encrypted content", "format.encrypted", { $0.parts = [("META-INF/manifest.xml", encrypted("content.xml"))] }),
        ("encrypted styles", "format.encrypted", { $0.parts = [("META-INF/manifest.xml", encrypted("styles.xml"))] }),
        ("encrypted properties", "format.encrypted", { $0.parts = [("META-INF/manifest.xml", encrypted("meta.xml"))] }),
        (
            "encrypted content, nobody says how", "encryption.unsupported content.xml",
            {
                $0.parts = [
                    (
                        "META-INF/manifest.xml",
                        "<m:manifest xmlns:m=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\"><m:file-entry m:full-path=\"content.xml\">"
                            + "<m:encryption-data/></m:file-entry></m:manifest>"
                    )
                ]
            }
        ),
        ("no sheets", "sheet.none content.xml", { $0.body = "" }),
        ("macros", "format.macro", { $0.parts = [("Basic/Standard/Module1.xml", "<a/>")] }),
    ]

    @Test(arguments: refusals.indices) func whatIsNoSpreadsheetIsRefused(_ index: Int) throws {
        let (_, code, change) = Self.refusals[index]
        let fault = try #require(Reading(Self.file.changed(change).bytes, limits: .strict).faults.first)
        #expect([fault.code, fault.part].compactMap(\.self).joined(separator: " ") == code)
    }

    @Test func whatIsNotReadMayBeEncrypted() {
        for part in ["Thumbnails/thumbnail.png", "settings.xml", "encrypted-package", "Object 1/content.xml"] {
            let others = part == "encrypted-package" ? [] : [(part, "x")]
            let file = Self.file.changed { $0.parts = [("META-INF/manifest.xml", Self.encrypted(part))] + others }
            #expect(Reading(file.bytes, limits: .strict).values == Self.values)
        }
    }

    @Test func aLibraryWithoutModulesIsNoMacro() {
        let file = Self.file.changed { $0.parts = [("Basic/script-lc.xml", "<a/>"), ("Basic/Standard/script-lb.xml", "<a/>")] }
        #expect(Reading(file.bytes, limits: .strict).values == Self.values)
    }

    /// A scanner reads what has the usual prefixes alone.
    @Test func otherPrefixesAreRead() {
        let renamed = Self.file.content.replacing("table:", with: "t:").replacing(":table=", with: ":t=").replacing("text:", with: "x:")
            .replacing(":text=", with: ":x=").replacing(
                "urn:oasis:names:tc:opendocument:xmlns:t:", with: "urn:oasis:names:tc:opendocument:xmlns:table:"
            )
            .replacing("urn:oasis:names:tc:opendocument:xmlns:x:", with: "urn:oasis:names:tc:opendocument:xmlns:text:")
        #expect(Reading.everyWay(Self.file.changed { $0.parts = [("content.xml", renamed)] }.bytes).values == Self.values)
        let swapped = Self.file.body.replacing("<table:table ", with: "<table:table xmlns:office=\"urn:autre\" ")
        // The values are another namespace's, and a cell without a type has its text.
        #expect(Reading.everyWay(Self.file.changed { $0.body = swapped }.bytes).values == #"A1="1" | A2="2""#)
        let within = Self.file.body.replacing("<table:table-row>", with: "<table:table-row xmlns:office=\"urn:autre\">")
        #expect(Reading.everyWay(Self.file.changed { $0.body = within }.bytes).values == #"A1="1" | A2="2""#)
        let other = Self.file.changed { $0.namespaces = $0.namespaces.replacing("calc:xmlns:calcext:1.0", with: "autre") }.changed {
            $0.body = $0.body.replacing("office:value=", with: "calcext:value-type=\"error\" office:value=")
        }
        #expect(Reading.everyWay(other.bytes).values == Self.values)
    }

    @Test func utf16IsRead() {
        let bytes = WorkbookFile.utf16(
            String(decoding: Self.file.flatBytes, as: UTF8.self).replacing("UTF-8", with: "UTF-16"), littleEndian: true)
        #expect(Reading.everyWay(bytes).values == Self.values)
    }

    @Test func errorsHaveTheirPlace() throws {
        let file = ODSFile(rows: "<table:table-row/>" + ODSFile.row(ODSFile.number("1") + ODSFile.number("x")))
        let fault = try #require(Reading(file.bytes).faults.first)
        #expect(fault.description == "sheet.bad-value content.xml Feuil1 B2")
        #expect(try #require(Reading(file.flatBytes).faults.first).description == "sheet.bad-value Feuil1 B2")
    }
}
