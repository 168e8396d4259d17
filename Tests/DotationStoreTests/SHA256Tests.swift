import DotationStore
import Testing

@Suite struct SHA256Tests {
    @Test(
        "The digests of FIPS 180-4's examples",
        arguments: [
            ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
            ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
            (
                "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
                "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
            ),
            (String(repeating: "a", count: 1_000_000), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"),
        ])
    func examples(message: String, digest: String) {
        #expect(SHA256.hash(message.utf8).description == digest)
    }

    @Test("A message in pieces has the digest of the whole, wherever it is cut")
    func pieces() {
        var random = SeededGenerator(1)
        for length in 0..<200 {
            let message = (0..<length).map { _ in UInt8.random(in: 0...255, using: &random) }
            var hash = SHA256()
            var rest = message[...]
            while !rest.isEmpty {
                let piece = rest.prefix(Int.random(in: 1...70, using: &random))
                Array(piece).withUnsafeBytes { hash.update($0) }
                rest = rest.dropFirst(piece.count)
            }
            #expect(hash.finish() == SHA256.hash(message))
        }
    }

    @Test("A digest is read back from its bytes, and from nothing else")
    func bytes() {
        let digest = SHA256.hash([1, 2, 3])
        #expect(SHA256.Digest(digest.bytes) == digest)
        #expect(SHA256.Digest(Array(digest.bytes.dropLast())) == nil)
        #expect(SHA256.Digest(digest.bytes + [0]) == nil)
    }
}
