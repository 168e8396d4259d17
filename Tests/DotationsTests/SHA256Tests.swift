import Dotations
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

    @Test(
        "The authentication codes of RFC 4231's examples 1, 2 and 6",
        arguments: [
            ([UInt8](repeating: 0x0B, count: 20), "Hi There", "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"),
            (Array("Jefe".utf8), "what do ya want for nothing?", "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"),
            (
                [UInt8](repeating: 0xAA, count: 131), "Test Using Larger Than Block-Size Key - Hash Key First",
                "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
            ),
        ])
    func codes(key: [UInt8], message: String, code: String) {
        #expect(SHA256.authenticationCode(of: Array(message.utf8), key: key).description == code)
    }

    @Test("A digest is read back from its bytes, and from nothing else")
    func bytes() {
        let digest = SHA256.hash([1, 2, 3])
        #expect(SHA256.Digest(digest.bytes) == digest)
        #expect(SHA256.Digest(Array(digest.bytes.dropLast())) == nil)
        #expect(SHA256.Digest(digest.bytes + [0]) == nil)
    }
}
