import Foundation
import TestSupport
import Testing

@testable import DotationAccounts

@Suite struct PasswordHashTests {
    private static let gate = HashingGate(atOnce: 2, waiting: 1000)

    private func isRight(_ password: String, _ hash: PasswordHash?) throws -> Bool {
        try PasswordHash.isRight(Password(password), for: hash, gate: Self.gate)
    }

    /// By argon2-cffi 25.1.0, by Debian's `argon2`, and the last by argon2pure 1.3, which shares no line with libargon2.
    @Test(arguments: [
        (
            "Zoé mange 3 pommes à midi",
            "$argon2id$v=19$m=19456,t=2,p=1$MDEyMzQ1Njc4OWFiY2RlZg$UHdS1fLtzWx2pexjPIk3SNvJVrjKyo0oZ506Z0PT8N0", false
        ),
        (
            "correct horse battery staple",
            "$argon2id$v=19$m=12288,t=3,p=1$AAECAwQFBgcICQoLDA0ODw$zCibVAF529as+ScNsZ6sL/H9D4iI00ajMEqLvRaQY2E", true
        ),
        ("correct horse battery staple", "$argon2id$v=19$m=65536,t=2,p=4$c29tZXNhbHQ$AfBinEVeLzTUVmuDw+gPl+1t0f3+56eL", true),
        (
            "correct horse battery staple",
            "$argon2id$v=19$m=19456,t=2,p=1$MDEyMzQ1Njc4OWFiY2RlZg$gy5SuVm5Z7Vw7keB9se9p87QGcomaseB/S2U1OhTsM0", false
        ),
        (
            "Zoé mange 3 pommes à midi", "$argon2id$v=19$m=64,t=2,p=1$MDEyMzQ1Njc4OWFiY2RlZg$yAtTBZ7qCsEJ1fY9/HhZsRu1wAstz5LAxehtXKcO9zQ",
            true
        ),
    ])
    func `hashes of other implementations are read and compared`(password: String, stored: String, isOutdated: Bool) throws {
        let hash = try PasswordHash(stored: stored)
        #expect(hash.stored == stored && hash.isOutdated == isOutdated)
        #expect(try isRight(password, hash))
        #expect(try !isRight(password + " ", hash))
        #expect(try !isRight("", hash))
    }

    @Test func `a new hash is of 19 MiB, two passes and one lane, and never the same`() throws {
        var generator = SystemRandomNumberGenerator()
        let first = try PasswordHash(of: Sample.chosen(), using: &generator, gate: Self.gate)
        let second = try PasswordHash(of: Sample.chosen(), using: &generator, gate: Self.gate)
        #expect(first.stored.hasPrefix("$argon2id$v=19$m=19456,t=2,p=1$") && first.salt.count == 16 && first.tag.count == 32)
        #expect(first.salt != second.salt && first.tag != second.tag && !first.isOutdated)
        #expect(try isRight(Sample.password, first) && isRight("trois\u{A0}pommes\u{A0}vertes", second))
        #expect(try !isRight("trois pommes verte", first))
        let again = try PasswordHash(again: Password(Sample.password), using: &generator, gate: Self.gate)
        #expect(try isRight(Sample.password, PasswordHash(stored: again.stored)))
    }

    @Test(.enabled(if: (try? output(of: "argon2", [])) ?? nil != nil, "needs scripts/setup --interop"))
    func `Debian's argon2 makes the same hash`() throws {
        for (password, salt) in [(Sample.password, "sel de Guérande"), ("éàùçœ€ÿñøßłþæåð", "0123456789abcdef")] {
            let tag = try Argon2.tag(of: Password(password), salt: Array(salt.utf8), count: 32, .current)
            let ours = PasswordHash(parameters: .current, salt: Array(salt.utf8), tag: tag)
            let command = #"printf %s "$1" | argon2 "$2" -id -t 2 -k 19456 -p 1 -l 32 -e"#
            let theirs = try output(of: "sh", ["-c", command, "sh", password, salt])
            #expect(theirs?.text.trimmingCharacters(in: .newlines) == ours.stored)
        }
    }

    @Test func `nobody's password is never right, and takes as long as somebody's`() throws {
        var generator = SystemRandomNumberGenerator()
        let hash = try PasswordHash(of: Sample.chosen(), using: &generator, gate: Self.gate)
        #expect(try !isRight(Sample.password, nil))
        #expect(try !isRight("", nil))
        let password = try Password("quatre pommes rouges")
        let clock = ContinuousClock()
        var known: [Duration] = []
        var unknown: [Duration] = []
        for _ in 0..<9 {
            known.append(try clock.measure { _ = try PasswordHash.isRight(password, for: hash, gate: Self.gate) })
            unknown.append(try clock.measure { _ = try PasswordHash.isRight(password, for: nil, gate: Self.gate) })
        }
        let (fastestKnown, fastestUnknown) = (try #require(known.min()), try #require(unknown.min()))
        #expect(fastestUnknown > fastestKnown / 2 && fastestUnknown < fastestKnown * 2)
    }

    @Test(arguments: [
        ("", PasswordHashError.malformed), ("argon2id", .malformed), ("$", .malformed), ("$argon2id$v=19", .malformed),
        ("$argon2i$v=19$m=19456,t=2,p=1$c29tZXNhbHQ$AAAAAAAAAAAAAAAAAAAAAA", .unsupported),
        ("$argon2id$v=16$m=19456,t=2,p=1$c29tZXNhbHQ$AAAAAAAAAAAAAAAAAAAAAA", .unsupported),
        ("$argon2id$m=19456,t=2,p=1$c29tZXNhbHQ$AAAAAAAAAAAAAAAAAAAAAA", .unsupported), ("$2b$12$abcdefghijklmnopqrstuv", .unsupported),
        ("$argon2id$v=19$m=4294967295,t=2,p=1$c29tZXNhbHQ$AAAAAAAAAAAAAAAAAAAAAA", .outOfBounds),
        ("$argon2id$v=19$m=65537,t=2,p=1$c29tZXNhbHQ$AAAAAAAAAAAAAAAAAAAAAA", .outOfBounds),
        ("$argon2id$v=19$m=19456,t=11,p=1$c29tZXNhbHQ$AAAAAAAAAAAAAAAAAAAAAA", .outOfBounds),
        ("$argon2id$v=19$m=19456,t=0,p=1$c29tZXNhbHQ$AAAAAAAAAAAAAAAAAAAAAA", .outOfBounds),
        ("$argon2id$v=19$m=19456,t=2,p=0$c29tZXNhbHQ$AAAAAAAAAAAAAAAAAAAAAA", .outOfBounds),
        ("$argon2id$v=19$m=19456,t=2,p=5$c29tZXNhbHQ$AAAAAAAAAAAAAAAAAAAAAA", .outOfBounds),
        ("$argon2id$v=19$m=7,t=2,p=1$c29tZXNhbHQ$AAAAAAAAAAAAAAAAAAAAAA", .outOfBounds),
        ("$argon2id$v=19$m=19456,t=2,p=1$c29tZQ$AAAAAAAAAAAAAAAAAAAAAA", .outOfBounds),
        ("$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHQ$AAAA", .outOfBounds),
        ("$argon2id$v=19$m=4294967296,t=2,p=1$c29tZXNhbHQ$AAAAAAAAAAAAAAAAAAAAAA", .malformed),
        ("$argon2id$v=19$m=+19456,t=2,p=1$c29tZXNhbHQ$AAAAAAAAAAAAAAAAAAAAAA", .malformed),
        ("$argon2id$v=19$m=019456,t=2,p=1$c29tZXNhbHQ$AAAAAAAAAAAAAAAAAAAAAA", .malformed),
        ("$argon2id$v=19$t=2,m=19456,p=1$c29tZXNhbHQ$AAAAAAAAAAAAAAAAAAAAAA", .malformed),
        ("$argon2id$v=19$m=19456,t=2,p=1,keyid=x$c29tZXNhbHQ$AAAAAAAAAAAAAAAAAAAAAA", .malformed),
        ("$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHQ=$AAAAAAAAAAAAAAAAAAAAAA", .malformed),
        ("$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHQ$AAAAAAAAAAAAAAAAAAAAAB", .malformed),
        ("$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHQ$AAAAAAAAAAAAAAAAAAAAA", .malformed),
        ("$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHQ$AAAAAAAAAAAAAAAAAAAAAA$", .malformed),
        ("$argon2id$v=19$m=19456,t=2,p=1$c29tZX hbHQ$AAAAAAAAAAAAAAAAAAAAAA", .malformed),
    ])
    func `what is no hash, or costs too much, is an error before anything is hashed`(stored: String, error: PasswordHashError) {
        #expect(throws: error) { try PasswordHash(stored: stored) }
    }

    @Test func `a spoiled hash is refused or written back as it is, and none takes more than 64 MiB`() throws {
        var generator = SeededGenerator(seed: 16)
        let right = "$argon2id$v=19$m=19456,t=2,p=1$MDEyMzQ1Njc4OWFiY2RlZg$UHdS1fLtzWx2pexjPIk3SNvJVrjKyo0oZ506Z0PT8N0"
        var read = 0
        for _ in 0..<20_000 {
            let text = spoiled(right, &generator)
            guard let hash = try? PasswordHash(stored: text) else { continue }
            read += 1
            #expect(hash.stored == text && hash.parameters.memory <= 64 * 1024 && hash.parameters.passes <= 10)
        }
        #expect(read > 100)
        #expect(throws: PasswordHashError.malformed) { try PasswordHash(stored: right + String(repeating: "A", count: 1_000_000)) }
    }
}
