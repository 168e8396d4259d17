import Dotations
import Testing

@Suite struct Hash256Tests {
    @Test(
        "The hash of a message is SHA-256's (FIPS 180-4), as stores have it",
        arguments: [
            ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
            ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        ])
    func examples(message: String, hash: String) {
        #expect(Hash256(of: Array(message.utf8)).description == hash)
    }

    @Test("A hash is read back from its bytes, and from nothing else")
    func bytes() {
        let hash = Hash256(of: [1, 2, 3])
        #expect(Hash256(hash.bytes) == hash)
        #expect(Hash256(Array(hash.bytes.dropLast())) == nil)
        #expect(Hash256(hash.bytes + [0]) == nil)
    }
}
