internal import Dotations

/// What tells a person or a sale from others, as it is searched.
struct SearchedTexts {
    /// All of it, each behind a byte that is in no word.
    private let all: [UInt8]
    private let mobile: String

    init(_ texts: [String], mobile: String) {
        all = (texts + [mobile]).flatMap { [0] + SearchKey.text($0).utf8 }
        self.mobile = mobile
    }

    /// Whether each of these words is found.
    func have(_ words: [SearchedWord]) -> Bool { words.allSatisfy(have) }

    /// Whether a word is found; nothing but punctuation is found nowhere.
    private func have(_ word: SearchedWord) -> Bool {
        guard let first = word.key.utf8.first else { return false }
        var rest = all[...]
        while let place = rest.firstIndex(of: first) {
            rest = rest[place...]
            if rest.starts(with: word.key.utf8) { return true }
            rest = rest.dropFirst()
        }
        guard !word.mobileBeginnings.isEmpty, !mobile.isEmpty else { return false }
        // A workbook's number is kept as it is written, a dotation's in its normal form.
        let stored = SearchKey.text(StoredNumber(mobile).text)
        return word.mobileBeginnings.contains { stored.hasPrefix($0) }
    }
}

/// A word that people and sales are searched by.
struct SearchedWord {
    let key: String
    /// How numbers may begin that the word is the beginning of; none, where it is no part of a number.
    let mobileBeginnings: [String]

    init(_ word: String) {
        key = SearchKey.text(word)
        mobileBeginnings = !key.isEmpty && key.utf8.allSatisfy { 0x30...0x39 ~= $0 } ? SearchKey.mobileBeginnings(word) : []
    }
}
