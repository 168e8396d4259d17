import Testing

@testable import DotationsEspaceClient

/// A form with a file, as browsers write it and as others do.
@Suite struct MultipartTests {
    private static let boundary = "----WebKitFormBoundaryABC"

    private func read(_ pieces: [[UInt8]], boundary: String = boundary) throws -> (fields: [String: String], names: [String], file: [UInt8])
    {
        var reader = try #require(MultipartReader(boundary: boundary))
        var result: (fields: [String: String], names: [String], file: [UInt8]) = ([:], [], [])
        for piece in pieces {
            for event in try reader.read(piece) {
                switch event {
                case .field(let name, let value): result.fields[name] = String(decoding: value, as: UTF8.self)
                case .file(_, let fileName): result.names.append(fileName)
                case .bytes(let bytes): result.file += bytes
                }
            }
        }
        guard reader.isComplete else { throw MultipartReader.Fault.malformed }
        return result
    }

    private func form(_ file: [UInt8], fileName: String = "commande.xlsx") -> [UInt8] {
        Array(
            """
            --\(Self.boundary)\r
            Content-Disposition: form-data; name="jeton"\r
            \r
            abc\r
            --\(Self.boundary)\r
            Content-Disposition: form-data; name="fichier"; filename="\(fileName)"\r
            Content-Type: application/octet-stream\r
            \r

            """.utf8) + file + Array("\r\n--\(Self.boundary)--\r\n".utf8)
    }

    @Test("The form is the same wherever it is cut")
    func cuts() throws {
        let file = Array("PK\r\n--\r\n------WebKitFormBoundaryAB\r\n\r\n--".utf8) + [0, 13, 10, 255]
        let form = form(file)
        for cut in 0...form.count {
            let read = try read([Array(form[..<cut]), Array(form[cut...])])
            #expect(read.fields == ["jeton": "abc"] && read.names == ["commande.xlsx"] && read.file == file, "\(cut)")
        }
        #expect(try read(form.map { [$0] }).file == file)
    }

    @Test("Whatever ends before its end is no form, and nothing that is cut crashes")
    func incomplete() throws {
        let form = form([1, 2, 3])
        for cut in 0..<form.count - 4 { #expect(throws: MultipartReader.Fault.self, "\(cut)") { try read([Array(form[..<cut])]) } }
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<2000 {
            var broken = form
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                broken[Int.random(in: 0..<broken.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
            }
            _ = try? read([broken])
        }
    }

    @Test("A name is what the browser wrote, without its folders")
    func names() throws {
        for (written, name) in [
            ("C:\\Users\\a\\é à.xlsx", "é à.xlsx"), ("/tmp/x.csv", "x.csv"), ("a%22b.xlsx", "a\"b.xlsx"), ("", ""),
        ] { #expect(try read([form([1], fileName: written)]).names == [name]) }
    }

    @Test("What is too long is refused before it is kept")
    func limits() throws {
        let open = Array("--\(Self.boundary)\r\n".utf8)
        let head = Array("Content-Disposition: form-data; name=\"a\"\r\n\r\n".utf8)
        func isTooLong(_ bytes: [UInt8]) -> Bool {
            do throws(MultipartReader.Fault) {
                var reader = MultipartReader(boundary: Self.boundary)
                _ = try reader?.read(bytes)
                return false
            } catch { return error == .tooLong }
        }
        #expect(isTooLong(open + [UInt8](repeating: 65, count: MultipartReader.headLimit + 10)))
        #expect(isTooLong(open + head + [UInt8](repeating: 65, count: MultipartReader.fieldLimit + 100)))
        let part = open + head + Array("x\r\n".utf8)
        #expect(isTooLong(Array(repeatElement(part, count: MultipartReader.partLimit + 1).joined())))
        #expect(MultipartReader(boundary: "") == nil && MultipartReader(boundary: String(repeating: "a", count: 71)) == nil)
    }

    @Test(
        "The boundary is read with and without quotation marks",
        arguments: [
            ("multipart/form-data; boundary=abc", "abc"), ("multipart/form-data; charset=utf-8; boundary=\"a b\"", "a b"),
            ("Multipart/Form-Data;boundary=x", "x"), ("multipart/form-data", nil), ("text/plain; boundary=x", nil),
        ])
    func boundary(type: String, boundary: String?) { #expect(MultipartReader.boundary(of: type) == boundary) }
}
