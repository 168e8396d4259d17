extension NumberFormat {
    /// The built-in format of an identifier below 164 (ECMA-376 part 1, 18.8.30); nil if there is none.
    ///
    /// Identifiers that depend on the language have their meaning in English (United States): 5–8 and 63–66 are
    /// in dollars, 27–36 and 50–58 are the short date or the time.
    public static func builtIn(id: Int) -> NumberFormat? { formats[id] }

    private static let formats: [Int: NumberFormat] = {
        var formats: [Int: NumberFormat] = [:]
        for (ids, code) in codes {
            let format = code == "General" ? general : NumberFormat(code: code)
            for id in ids { formats[id] = format }
        }
        return formats
    }()

    private static let codes: [([Int], String)] = [
        ([0, 23, 24, 25, 26, 82], "General"),
        ([1, 59], "0"),
        ([2, 60], "0.00"),
        ([3, 61], "#,##0"),
        ([4, 62], "#,##0.00"),
        ([5, 63], ##""$"#,##0_);\("$"#,##0\)"##),
        ([6, 64], ##""$"#,##0_);[Red]\("$"#,##0\)"##),
        ([7, 65], ##""$"#,##0.00_);\("$"#,##0.00\)"##),
        ([8, 66], ##""$"#,##0.00_);[Red]\("$"#,##0.00\)"##),
        ([9, 67], "0%"),
        ([10, 68], "0.00%"),
        ([11], "0.00E+00"),
        ([12, 69], "# ?/?"),
        ([13, 70], "# ??/??"),
        (Array(27...31) + [14, 36] + Array(50...58) + [71, 72], "mm-dd-yy"),
        ([15, 73], "d-mmm-yy"),
        ([16, 74], "d-mmm"),
        ([17, 75], "mmm-yy"),
        ([18], "h:mm AM/PM"),
        ([19], "h:mm:ss AM/PM"),
        ([20, 76], "h:mm"),
        ([21, 32, 33, 34, 35, 77], "h:mm:ss"),
        ([22, 78], "m/d/yy h:mm"),
        ([37], "#,##0_);(#,##0)"),
        ([38], "#,##0_);[Red](#,##0)"),
        ([39], "#,##0.00_);(#,##0.00)"),
        ([40], "#,##0.00_);[Red](#,##0.00)"),
        ([41], ##"_(* #,##0_);_(* \(#,##0\);_(* "-"_);_(@_)"##),
        ([42], ##"_("$"* #,##0_);_("$"* \(#,##0\);_("$"* "-"_);_(@_)"##),
        ([43], ##"_(* #,##0.00_);_(* \(#,##0.00\);_(* "-"??_);_(@_)"##),
        ([44], ##"_("$"* #,##0.00_);_("$"* \(#,##0.00\);_("$"* "-"??_);_(@_)"##),
        ([45, 79], "mm:ss"),
        ([46, 80], "[h]:mm:ss"),
        ([47, 81], "mmss.0"),
        ([48], "##0.0E+0"),
        ([49], "@"),
    ]
}
