import DotationAccounts
import Dotations
import Foundation
import TestSupport

enum Sample {
    static let password = "trois pommes vertes"
    static let now = Date(timeIntervalSince1970: 1_790_000_000)

    static func owner(
        codes: [String] = ["CSE-042"], name: String = "Zoé DE LA TOUR-Maubourg", email: String = "z.delatour@example.fr"
    ) throws -> PasswordOwner {
        PasswordOwner(clientCodes: codes, names: [name], email: try EmailAddress.parse(email))
    }

    static func chosen(_ text: String = password) throws -> ChosenPassword { try ChosenPassword(text, by: owner()) }
}

/// Texts that somebody could send in place of a right one: cut, lengthened, with other characters, or of anything.
func spoiled(_ text: String, _ generator: inout SeededGenerator) -> String {
    var bytes = Array(text.utf8)
    for _ in 0...generator.number(0...3) {
        let place = generator.number(0...bytes.count)
        switch generator.number(1...5) {
        case 1: bytes = Array(bytes.prefix(place))
        case 2: bytes.insert(UInt8(generator.number(0...255)), at: place)
        case 3 where place < bytes.count: bytes[place] = UInt8(generator.number(0x20...0x7E))
        case 4 where place < bytes.count: bytes.remove(at: place)
        default: bytes += Array(bytes.suffix(generator.number(0...40)))
        }
    }
    return String(decoding: bytes, as: UTF8.self)
}
