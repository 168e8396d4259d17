internal import DotationText
public import Dotations

extension OrderNumber {
    /// The order that the name of an exported file says, such as `20200821_Titres_Dématérialisés_Commande_2800886 (1).xlsx`: the seven
    /// digits after the word `Commande`. Accents may be composed or not; nil where the name says none, or more than one.
    public init?(fileName: String) {
        var words: [String] = [""]
        for scalar in fileName.unicodeScalars {
            switch scalar.properties.generalCategory {
            case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .nonspacingMark, .decimalNumber:
                words[words.count - 1].unicodeScalars.append(scalar)
            default:
                if words.last?.isEmpty == false { words.append("") }
            }
        }
        let numbers = zip(words, words.dropFirst()).compactMap { word, next in
            next.utf8.count == 7 && Folding.key(word) == "commande" ? OrderNumber(next) : nil
        }
        guard let number = numbers.first, Set(numbers).count == 1 else { return nil }
        self = number
    }
}

extension Order {
    /// The name of the order's exported file, without an extension: `20200821_Titres_Dématérialisés_Commande_2800886`.
    public var exportFileName: String { "\(date.compact)_Titres_Dématérialisés_Commande_\(number)" }
}
