/// The small letters without marks of the precomposed letters that names and headers use: what canonical decomposition
/// (Unicode, UAX 15) and lower-casing leave of them, and the two letters of a ligature.
///
/// The standard library has no public decomposition, and the domain imports nothing.
enum FoldingTable {
    /// Runs of code points: the first of each, and the letters for all of them in turn. `_` stands for a code point that is no letter.
    static let runs: [(first: UInt32, letters: [[Unicode.Scalar]])] = [
        (
            0xC0,
            letters(
                """
                a a a a a a ae c e e e e i i i i d n o o o o o _ o u u u u y th ss a a a a a a ae c e e e e i i i i d n o o o
                o o _ o u u u u y th y a a a a a a c c c c c c c c d d d d e e e e e e e e e e g g g g g g g g h h h h i i i i
                i i i i i i ĳ ĳ j j k k k l l l l l l ŀ ŀ l l n n n n n n ŉ n n o o o o o o oe oe r r r r r r s s s s s s s s
                t t t t t t u u u u u u u u u u u u w w y y y z z z z z z s b b ƃ ƃ ƅ ƅ ɔ ƈ ƈ d d ƌ ƌ ƍ ǝ ə ɛ ƒ ƒ ɠ ɣ ƕ ɩ i ƙ
                ƙ ƚ ƛ ɯ ɲ ƞ ɵ o o ƣ ƣ ƥ ƥ ʀ ƨ ƨ ʃ ƪ ƫ ƭ ƭ ʈ u u ʊ ʋ ƴ ƴ ƶ ƶ ʒ ƹ ƹ ƺ ƻ ƽ ƽ ƾ ƿ ǀ ǁ ǂ ǃ ǆ ǆ ǆ ǉ ǉ ǉ ǌ ǌ ǌ a a i
                i o o u u u u u u u u u u ǝ a a a a ae ae ǥ ǥ g g k k o o o o ʒ ʒ j ǳ ǳ ǳ g g ƕ ƿ n n a a ae ae o o a a a a e
                e e e i i i i o o o o r r r r u u u u s s t t ȝ ȝ h h ƞ ȡ ȣ ȣ ȥ ȥ a a e e o o o o o o o o y y ȴ ȵ ȶ ȷ ȸ ȹ ⱥ ȼ
                ȼ ƚ ⱦ ȿ ɀ ɂ ɂ b ʉ ʌ ɇ ɇ ɉ ɉ ɋ ɋ ɍ ɍ ɏ ɏ
                """)
        ),
        (
            0x370,
            letters(
                """
                ͱ ͱ ͳ ͳ ʹ _ ͷ ͷ _ _ ͺ ͻ ͼ ͽ _ ϳ _ _ _ _ _ _ α _ ε η ι _ ο _ υ ω ι α β γ δ ε ζ η θ ι κ λ μ ν ξ ο π ρ _ σ τ υ φ
                χ ψ ω ι υ α ε η ι υ α β γ δ ε ζ η θ ι κ λ μ ν ξ ο π ρ σ σ τ υ φ χ ψ ω ι υ ο υ ω ϗ ϐ ϑ ϒ ϒ ϒ ϕ ϖ ϗ ϙ ϙ ϛ ϛ ϝ ϝ
                ϟ ϟ ϡ ϡ ϣ ϣ ϥ ϥ ϧ ϧ ϩ ϩ ϫ ϫ ϭ ϭ ϯ ϯ ϰ ϱ ϲ ϳ θ ϵ _ ϸ ϸ ϲ ϻ ϻ ϼ ͻ ͼ ͽ
                """)
        ),
        (
            0x400,
            letters(
                """
                е е ђ г є ѕ і і ј љ њ ћ к и у џ а б в г д е ж з и и к л м н о п р с т у ф х ц ч ш щ ъ ы ь э ю я а б в г д е ж
                з и и к л м н о п р с т у ф х ц ч ш щ ъ ы ь э ю я е е ђ г є ѕ і і ј љ њ ћ к и у џ ѡ ѡ ѣ ѣ ѥ ѥ ѧ ѧ ѩ ѩ ѫ ѫ ѭ ѭ
                ѯ ѯ ѱ ѱ ѳ ѳ ѵ ѵ ѵ ѵ ѹ ѹ ѻ ѻ ѽ ѽ ѿ ѿ ҁ ҁ _ _ _ _ _ _ _ _ ҋ ҋ ҍ ҍ ҏ ҏ ґ ґ ғ ғ ҕ ҕ җ җ ҙ ҙ қ қ ҝ ҝ ҟ ҟ ҡ ҡ ң ң ҥ
                ҥ ҧ ҧ ҩ ҩ ҫ ҫ ҭ ҭ ү ү ұ ұ ҳ ҳ ҵ ҵ ҷ ҷ ҹ ҹ һ һ ҽ ҽ ҿ ҿ ӏ ж ж ӄ ӄ ӆ ӆ ӈ ӈ ӊ ӊ ӌ ӌ ӎ ӎ ӏ а а а а ӕ ӕ е е ә ә ә ә
                ж ж з з ӡ ӡ и и и и о о ө ө ө ө э э у у у у у у ч ч ӷ ӷ ы ы ӻ ӻ ӽ ӽ ӿ ӿ
                """)
        ),
        (
            0x1E00,
            letters(
                """
                a a b b b b b b c c d d d d d d d d d d e e e e e e e e e e f f g g h h h h h h h h h h i i i i k k k k k k l
                l l l l l l l m m m m m m n n n n n n n n o o o o o o o o p p p p r r r r r r r r s s s s s s s s s s t t t t
                t t t t u u u u u u u u u u v v v v w w w w w w w w w w x x x x y y z z z z z z h t w y ẚ s ẜ ẝ ss ẟ a a a a a
                a a a a a a a a a a a a a a a a a a a e e e e e e e e e e e e e e e e i i i i o o o o o o o o o o o o o o o o
                o o o o o o o o u u u u u u u u u u u u u u y y y y y y y y ỻ ỻ ỽ ỽ ỿ ỿ
                """)
        ),
        (
            0x1F00,
            letters(
                """
                α α α α α α α α α α α α α α α α ε ε ε ε ε ε _ _ ε ε ε ε ε ε _ _ η η η η η η η η η η η η η η η η ι ι ι ι ι ι ι
                ι ι ι ι ι ι ι ι ι ο ο ο ο ο ο _ _ ο ο ο ο ο ο _ _ υ υ υ υ υ υ υ υ _ υ _ υ _ υ _ υ ω ω ω ω ω ω ω ω ω ω ω ω ω ω
                ω ω α α ε ε η η ι ι ο ο υ υ ω ω _ _ α α α α α α α α α α α α α α α α η η η η η η η η η η η η η η η η ω ω ω ω ω
                ω ω ω ω ω ω ω ω ω ω ω α α α α α _ α α α α α α α _ ι _ _ _ η η η _ η η ε ε η η η _ _ _ ι ι ι ι _ _ ι ι ι ι ι ι
                _ _ _ _ υ υ υ υ ρ ρ υ υ υ υ υ υ ρ _ _ _ _ _ ω ω ω _ ω ω ο ο ω ω ω _ _ _
                """)
        ),
    ]

    private static func letters(_ text: String) -> [[Unicode.Scalar]] {
        text.split { $0 == " " || $0 == "\n" }.map { Array($0.unicodeScalars) }
    }
}
