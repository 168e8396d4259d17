import StoreTestSupport
import Testing

@Suite(.withoutStore) struct HelpTests {
    @Test(arguments: ["import", "edit", "export"])
    func `the values of an option can be typed, and what holds without it is said`(command: String) throws {
        let words = try Command.run(command, "--help", in: Folder()).text.split { " \n".contains($0) }.joined(separator: " ")
        #expect(words.contains("(valeurs : not-activated, strict)") && words.contains("à défaut, le réglage du client"))
    }

    @Test func `the help of a command is French and complete`() throws {
        let result = try Command.shell(#""$dotations" sheet dump --help"#, in: Folder())
        #expect(result.status == 0 && result.errors.isEmpty)
        #expect(
            result.text == """
                Affiche les lignes, chacune comme un document JSON (NDJSON).

                Un nombre est un nombre JSON, un texte une chaîne, une erreur {"error":"#N/A"},
                une cellule vide null ; une date est le nombre que la cellule contient. Les
                lignes vides et les cellules vides en fin de ligne sont omises. Une erreur qui
                survient après 128 Kio de résultat suit des lignes déjà affichées, qui sont
                justes ; le code de sortie est alors 1.

                UTILISATION : dotations sheet dump <fichier> [--sheet <nom>] [--text] [--limits <limites>] [--password-file <fichier>] [--separator <caractère>] [--encoding <encodage>] [--allow-stray-quotes] [--json]

                ARGUMENTS :
                  <fichier>               Classeur (.xlsx, .xls, .xlsb, .ods, .fods, XML
                                          d’Excel 2003, tableau HTML) ou fichier CSV ; « - »
                                          pour l’entrée standard.

                OPTIONS :
                  --sheet <nom>           N’affiche que cette feuille.
                  --text                  Affiche le texte de chaque cellule, tel qu’un tableur
                                          en anglais le montre.
                  --limits <limites>      Limites de lecture : « strict » pour un fichier
                                          d’origine inconnue. (valeurs : standard, strict ;
                                          par défaut : standard)
                  --password-file <fichier>
                                          Le fichier dont la première ligne est le mot de passe
                                          du classeur, que son propriétaire seul peut lire.
                  --separator <caractère> CSV : le séparateur (un caractère, ou « tab »), s’il
                                          n’est pas deviné.
                  --encoding <encodage>   CSV : l’encodage, s’il n’est pas deviné. (valeurs :
                                          utf-8, utf-16le, utf-16be, utf-32le, utf-32be,
                                          windows-1252, windows-1250, windows-1251,
                                          windows-1254, windows-1257, iso-8859-2, iso-8859-15,
                                          macintosh)
                  --allow-stray-quotes    CSV : lit aussi les lignes dont un guillemet est mal
                                          placé, et signale chacune.
                  --json                  Écrit le résultat et les erreurs en JSON, pour un
                                          programme.
                  --version               Affiche la version.
                  -h, --help              Affiche cette aide.


                """)
    }

    @Test(arguments: [
        ("ordrs list", "« ordrs » n’est pas une commande de « dotations ». Vouliez-vous dire « dotations orders » ?"),
        ("--database a.sqlite order list", "« order » n’est pas une commande de « dotations ». Vouliez-vous dire « dotations orders » ?"),
        ("orders shwo 2800886", "« shwo » n’est pas une commande de « dotations orders ». Vouliez-vous dire « dotations orders show » ?"),
        ("orders import a.xlsx", "« import » n’est pas une commande de « dotations orders ». Vouliez-vous dire « dotations import »"),
        ("pay 2800886", "« pay » n’est pas une commande de « dotations ». Vouliez-vous dire « dotations orders pay » ?"),
        ("stat set 1", "« stat » n’est pas une commande de « dotations ». Vouliez-vous dire « dotations status » ?"),
        ("chercher --nom A", "« chercher » n’est pas une commande de « dotations ». Vouliez-vous dire « dotations search » ?"),
        ("ventes lister", "« ventes » n’est pas une commande de « dotations ». Vouliez-vous dire « dotations sales » ?"),
        ("orders CRÉER", "« CRÉER » n’est pas une commande de « dotations orders ». Vouliez-vous dire « dotations orders create » ?"),
        ("imports zzzz", "« zzzz » n’est pas une commande de « dotations imports » : list, show, revert."),
        ("a@b.fr c", "« ••• » n’est pas une commande de « dotations » : "),
    ])
    func `an unknown command is answered with the nearest one`(arguments: String, message: String) throws {
        let json = try Command.shell(#""$dotations" \#(arguments) --json"#, in: Folder())
        #expect(json.status == 64 && json.output.isEmpty && json.error["code"] as? String == "usage")
        #expect((json.error["message"] as? String)?.hasPrefix(message) == true, "\(json.errors)")
        let text = try Command.shell(#""$dotations" \#(arguments)"#, in: Folder())
        #expect(
            text.status == 64 && text.errors.hasPrefix("Erreur : \(message)") && text.errors.hasSuffix(" --help » pour en savoir plus.\n"))
    }

    @Test(arguments: [
        "orders list x y", "orders list --nothing", "orders show", "export 2800886 -oa -x", "import a.csv --policy lax", "export -o",
        "import",
        "sheet info a --limits x", "import a.csv --yes=1", "--generate-completion-script x", "orders show 1",
    ])
    func `no English is left in what wrong usage is answered with`(arguments: String) throws {
        let result = try Command.shell(#""$dotations" \#(arguments)"#, in: Folder())
        #expect(result.status == 64 && result.errors.hasPrefix("Erreur : "), "\(result.text)\(result.errors)")
        for word in [
            "Error", "Usage", "See ", " or: ", "invalid", "nexpected", "issing", "nknown", " one of", "Please", "value", " and ", "Can't",
        ] {
            #expect(!result.errors.contains(word), "\(word) in \(result.errors)")
        }
    }

    @Test func `the version is told`() throws {
        let result = try Command.run("--version", in: Folder())
        #expect(result.status == 0 && result.text.split(separator: ".").count == 3)
    }

    @Test(arguments: [
        "--help", "help", "help sheet", "help sheet dump", "sheet", "sheet --help", "sheet info --help", "sheet convert --help",
        "sheet set --help",
    ])
    func `no English is left in a screen of help`(arguments: String) throws {
        let result = try Command.shell(#""$dotations" \#(arguments)"#, in: Folder())
        #expect(result.status == 0 && !result.output.isEmpty)
        for word in ["USAGE", "OVERVIEW", "SUBCOMMANDS", "Show", "See ", "default", "values:", "subcommand"] {
            #expect(!result.text.contains(word), "\(word) in \(result.text)")
        }
    }
}
