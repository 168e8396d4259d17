import Testing

@testable import DotationEncryption

@Suite struct CipherTests {
    private func bytes(_ hex: String) -> [UInt8] {
        let digits = Array(hex.utf8).compactMap { Int(String(UnicodeScalar($0)), radix: 16) }
        return stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] * 16 + digits[$0 + 1]) }
    }

    /// The first and the last of Eric Young's vectors, which B. Schneier publishes.
    @Test(arguments: [
        ("0000000000000000", "0000000000000000", "4EF997456198DD78"), ("FFFFFFFFFFFFFFFF", "FFFFFFFFFFFFFFFF", "51866FD5B85ECB8A"),
        ("0123456789ABCDEF", "1111111111111111", "61F9C3802281B096"),
        ("F0E1D2C3B4A5968778695A4B3C2D1E0F", "FEDCBA9876543210", "93142887EE3BE15C"),
    ]) func `a block of Blowfish is as it is published`(key: String, plain: String, cipher: String) {
        let blowfish = Blowfish(key: bytes(key))
        // With feedback, bytes that are zero show the block before them, enciphered.
        #expect(blowfish.decipher([UInt8](repeating: 0, count: 8), after: bytes(plain)) == bytes(cipher))
    }

    @Test func `feedback goes from block to block`() {
        let blowfish = Blowfish(key: [1, 2, 3])
        let cipher = (0..<21).map { UInt8($0 * 7) }
        let whole = blowfish.decipher(cipher, after: [9, 9, 9, 9, 9, 9, 9, 9])
        #expect(whole.count == 21)
        #expect(blowfish.decipher(Array(cipher[8...]), after: Array(cipher[..<8])) == Array(whole[8...]))
    }

    /// RFC 6229 and the usual examples.
    @Test(arguments: [
        ("4B6579", "506C61696E74657874", "BBF316E8D940AF0AD3"), ("57696B69", "7065646961", "1021BF0420"),
        ("0102030405", "0000000000000000", "B2396305F03DC027"),
    ]) func `RC4 is as it is published`(key: String, plain: String, cipher: String) {
        var state = RC4(key: bytes(key))
        var text = bytes(plain)
        text.withUnsafeMutableBytes { state.apply(to: $0) }
        #expect(text == bytes(cipher))
    }

    /// FIPS 197, appendix C.1.
    @Test func `a block of AES by itself is as it is published`() {
        let cipher = bytes("69C4E0D86A7B0430D8CDB78070B4C55A")
        let plain = bytes("00112233445566778899AABBCCDDEEFF")
        let key = bytes("000102030405060708090A0B0C0D0E0F")
        #expect(AESBlocks.decipherEach(cipher + cipher, key: key) == plain + plain)
        #expect(AESBlocks.decipherEach(cipher + [1, 2], key: key) == plain)
        #expect(AESBlocks.decipherEach(cipher, key: [1, 2, 3]) == [])
        #expect(AESBlocks.decipherChain(cipher, key: key, vector: [1]) == [])
    }

    /// Test cases 2 and 14 of D. McGrew and J. Viega.
    @Test(arguments: [
        ("00000000000000000000000000000000", "0388DACE60B6A392F328C2B971B2FE78AB6E47D42CEC13BDF53A67B21257BDDF"),
        (
            "0000000000000000000000000000000000000000000000000000000000000000",
            "CEA7403D4D606B6E074EC5D3BAF39D18D0D1C8A799996BF0265B98B5D48AB919"
        ),
    ]) func `AES with an authentication code is as it is published`(key: String, text: String) throws {
        let vector = [UInt8](repeating: 0, count: 12)
        let encryption = OpenDocumentEncryption(
            algorithm: .authenticatedAES, vector: vector, startHash: .sha256, salt: [], derivation: .pbkdf2(rounds: 1), keySize: 16,
            checksum: nil)
        guard case .authenticated(let cipher) = OpenDocumentCipher(encryption, key: bytes(key)) else {
            Issue.record("it is another cipher")
            return
        }
        var whole = vector + bytes(text)
        #expect(cipher.isWhole(whole) && cipher.decipher(whole) == [UInt8](repeating: 0, count: 16))
        whole[12] ^= 1
        #expect(cipher.isWhole(whole) && cipher.decipher(whole) == nil)
        whole[0] = 1
        #expect(!cipher.isWhole(whole) && cipher.decipher(whole) == nil)
        #expect(cipher.isWhole(vector + [UInt8](repeating: 0, count: 16)))
        #expect(!cipher.isWhole(vector + [UInt8](repeating: 0, count: 15)) && cipher.decipher(vector) == nil)
    }

    /// The reference implementation's own tests.
    @Test func `a key of Argon2id is as it is published`() {
        let two = Argon2id(passes: 2, memory: 256, lanes: 2).key(of: Array("password".utf8), salt: Array("somesalt".utf8), count: 32)
        #expect(two == bytes("6D093C501FD5999645E0EA3BF620D7B8BE7FD2DB59C20D9FFF9539DA2BF57037"))
        let one = Argon2id(passes: 2, memory: 65_536, lanes: 1).key(of: Array("password".utf8), salt: Array("somesalt".utf8), count: 32)
        #expect(one == bytes("09316115D5CF24ED5A15A31A3BA326E5CF32EDC24702987C02B6566F61913CF7"))
        for (passes, memory, lanes) in [(0, 8, 1), (1, 7, 1), (1, 8, 0)] as [(UInt32, UInt32, UInt32)] {
            let wrong = Argon2id(passes: passes, memory: memory, lanes: lanes)
            #expect(wrong.key(of: [], salt: Array("somesalt".utf8), count: 32) == nil)
        }
        #expect(Argon2id(passes: 1, memory: 8, lanes: 1).key(of: [], salt: [1], count: 32) == nil)
    }

    @Test(arguments: ["", "f", "fo", "foo", "foob", "fooba", "foobar", "\u{FF}\u{FE}"]) func `Base64 comes back`(text: String) {
        let bytes = Array(text.utf8)
        #expect(Base64.decoded(Base64.encoded(bytes)) == bytes)
        #expect(Base64.decoded("\n " + Base64.encoded(bytes) + " ") == bytes)
        #expect(Base64.encoded(Array("foob".utf8)) == "Zm9vYg==")
    }

    @Test(arguments: ["A", "AA", "AAA", "====", "A===", "AA=A", "é===", "AAAA=", "!AAA"]) func `what is not Base64 is none`(text: String) {
        #expect(Base64.decoded(text) == nil)
    }

    @Test func `what is enciphered in segments is deciphered in any order`() throws {
        let (encryption, cipher) = AgileEncryption.new(password: "secret é")
        let segments = [4096, 4096, 100].enumerated().map { index, count in (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ index) }
        }
        let encrypted = segments.enumerated().map { cipher.encipher($1, number: UInt32($0)) }
        #expect(encrypted.map(\.count) == [4096, 4096, 112])
        let opened = try #require(encryption.cipher(password: "secret é"))
        for index in [2, 0, 1] {
            #expect(Array(opened.decipher(encrypted[index], number: UInt32(index)).prefix(segments[index].count)) == segments[index])
        }
        for wrong in ["secret e", "", "Secret é", "secret é "] { #expect(encryption.cipher(password: wrong) == nil) }
    }

    @Test func `a byte that is changed is noticed`() throws {
        var (encryption, cipher) = AgileEncryption.new(password: "a")
        func authenticator(_ bytes: [UInt8], _ encryption: AgileEncryption) throws -> AgileEncryption.Authenticator {
            var authenticator = try #require(AgileEncryption.Authenticator(encryption, cipher))
            bytes.withUnsafeBytes { authenticator.update(UnsafeRawBufferPointer(rebasing: $0[..<3])) }
            bytes.withUnsafeBytes { authenticator.update(UnsafeRawBufferPointer(rebasing: $0[3...])) }
            return authenticator
        }
        encryption.authentication = try authenticator([1, 2, 3, 4, 5], encryption).encrypted
        #expect(try authenticator([1, 2, 3, 4, 5], encryption).isRight(encryption))
        #expect(try !authenticator([1, 2, 3, 4, 6], encryption).isRight(encryption))
        encryption.authentication.value[3] ^= 1
        #expect(try !authenticator([1, 2, 3, 4, 5], encryption).isRight(encryption))
        encryption.authentication = ([1], [])
        #expect(try !authenticator([1, 2, 3, 4, 5], encryption).isRight(encryption))
    }

    /// The numbers are msoffcrypto-tool's.
    @Test(
        arguments: [
            (0xB359, 0x9A0A, "VelvetSweatshop", 0x87, 0x04), (0x147A, 0x83AF, "password", 0x05, 0x4A), (0x9D77, 0xCE88, "a", 0x0B, 0xCE),
            (0x8265, 0x9EB1, "123456789012345", 0x2A, 0x9C),
        ] as [(UInt16, UInt16, String, UInt8, UInt8)])
    func `the old obfuscation knows its password`(key: UInt16, verifier: UInt16, password: String, first: UInt8, last: UInt8) throws {
        let encryption = XOREncryption(key: key, verifier: verifier)
        let cipher = try #require(encryption.cipher(password: password))
        #expect(cipher.mask.count == 16 && cipher.mask.first == first && cipher.mask.last == last)
        for wrong in ["", "0123456789ABCDEF", "Password", password + "1"] { #expect(encryption.cipher(password: wrong) == nil) }
    }

    @Test func `a stream is deciphered in any order`() throws {
        let verifier = (0..<16).map { UInt8($0) }
        let key: @Sendable (UInt32) -> [UInt8] = { [1, 2, 3] + $0.littleEndianBytes }
        var both = verifier + EncryptionHash.sha1.hash(verifier)
        var first = RC4(key: key(0))
        both.withUnsafeMutableBytes { first.apply(to: $0) }
        let (verifierCode, hash) = (Array(both.prefix(16)), Array(both.dropFirst(16)))
        let known = StreamCipher(verifier: verifierCode, hash: hash, function: { EncryptionHash.sha1.hash($0) }, key: key)
        let cipher = try #require(known)
        let plain = (0..<5000).map { UInt8(truncatingIfNeeded: $0 &* 13) }
        var whole = plain
        for block in 0..<5 {
            var state = RC4(key: key(UInt32(block)))
            whole[(1024 * block)..<min(1024 * (block + 1), 5000)].withUnsafeMutableBytes { state.apply(to: $0) }
        }
        for starts in [[0], [0, 1, 1023, 1024, 2500, 4999], [4000, 100, 0, 3000, 101]] {
            var stream = cipher
            for start in starts {
                let end = min(start + 2100, 5000)
                var piece = Array(whole[start..<end])
                piece.withUnsafeMutableBytes { stream.decipher($0, at: UInt64(start)) }
                #expect(piece == Array(plain[start..<end]))
            }
        }
        let isWrong = StreamCipher(verifier: verifierCode, hash: hash, function: { EncryptionHash.sha1.hash($0) }, key: { _ in [9] }) == nil
        #expect(isWrong)
    }
}
