/// Turns references of OpenFormula (OpenDocument 1.2 part 2, 5.8) into those of XLSX.
enum OpenFormula {
    /// A cell range address such as `$Feuil1.$A$1:.$B$2` (part 1, 9.2) as `Feuil1!$A$1:$B$2`.
    static func range(_ address: String) -> String {
        var result = ""
        var isFirst = true
        for part in split(address, at: ":") {
            let (sheet, cell) = parts(part)
            if !isFirst { result += ":" }
            if isFirst, let sheet { result += sheet + "!" }
            result += cell
            isFirst = false
        }
        return result
    }

    /// A formula such as `of:=SUM([.A1:.A2];1)` as `SUM(A1:A2,1)`. Functions keep their names.
    static func formula(_ text: String) -> String {
        var rest = Substring(text)
        if let equals = rest.unicodeScalars.firstIndex(of: "=") {
            let prefix = rest.unicodeScalars[..<equals]
            if prefix.isEmpty || prefix.last == ":" && prefix.dropLast().allSatisfy({ $0.properties.isAlphabetic }) {
                rest = rest[rest.unicodeScalars.index(after: equals)...]
            }
        }
        var result = ""
        var reference: String?
        var quote: Unicode.Scalar?
        for scalar in rest.unicodeScalars {
            if let open = quote {
                if scalar == open { quote = nil }
                if reference != nil { reference?.unicodeScalars.append(scalar) } else { result.unicodeScalars.append(scalar) }
            } else if let open = reference {
                if scalar == "]" {
                    result += range(open)
                    reference = nil
                } else {
                    if scalar == "'" { quote = scalar }
                    reference?.unicodeScalars.append(scalar)
                }
            } else if scalar == "[" {
                reference = ""
            } else {
                if scalar == "\"" || scalar == "'" { quote = scalar }
                result.unicodeScalars.append(scalar == ";" ? "," : scalar)
            }
        }
        return result + (reference.map { "[" + $0 } ?? "")
    }

    /// A link to a place in the workbook, `#Feuil1.A1`, as `#Feuil1!A1`; any other as it is.
    static func link(_ target: String) -> String {
        guard target.utf8.first == UInt8(ascii: "#"), !target.utf8.contains(UInt8(ascii: "!")) else { return target }
        let (sheet, cell) = parts(String(target.unicodeScalars.dropFirst()))
        return sheet.map { "#\($0)!\(cell)" } ?? target
    }

    /// The sheet without a dollar sign, if there is one, and the cell.
    private static func parts(_ text: String) -> (sheet: String?, cell: String) {
        let pieces = split(text, at: ".")
        guard pieces.count > 1, let cell = pieces.last else { return (nil, text) }
        let sheet = pieces.dropLast().joined(separator: ".").drop { $0 == "$" }
        return (sheet.isEmpty ? nil : String(sheet), cell)
    }

    /// The pieces between separators that are not within apostrophes.
    private static func split(_ text: String, at separator: Unicode.Scalar) -> [String] {
        var pieces = [""]
        var isQuoted = false
        for scalar in text.unicodeScalars {
            if scalar == "'" { isQuoted.toggle() }
            if scalar == separator, !isQuoted {
                pieces.append("")
            } else {
                pieces[pieces.count - 1].unicodeScalars.append(scalar)
            }
        }
        return pieces
    }
}
