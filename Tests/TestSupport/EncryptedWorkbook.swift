public import Foundation

extension Data {
    /// A workbook that is encrypted as Excel does it, whose description now says that a password is hashed so many times; it is as long as before.
    public func askingForRounds(_ rounds: Int) -> Data? {
        guard let start = range(of: Data("<?xml".utf8))?.lowerBound, let end = range(of: Data("</encryption>".utf8))?.upperBound else {
            return nil
        }
        let old = String(decoding: self[start..<end], as: UTF8.self)
        let new = old.replacing(" standalone=\"yes\"", with: "").replacing(/spinCount="\d+"/, with: "spinCount=\"\(rounds)\"")
        guard new.utf8.count <= old.utf8.count else { return nil }
        return self[..<start] + Data(new.utf8) + Data(repeating: 0x20, count: old.utf8.count - new.utf8.count) + self[end...]
    }
}
