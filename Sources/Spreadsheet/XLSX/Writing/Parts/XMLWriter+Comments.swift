extension XMLWriter {
    /// Writes the texts of a sheet's comments (18.7.6).
    mutating func comments(_ comments: [CellComment], sheet: Int) {
        begin("xl/comments\(sheet).xml", contentType: "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml")
        raw("<comments xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><authors>")
        var authors: [String: Int] = [:]
        for comment in comments where authors[comment.author] == nil {
            authors[comment.author] = authors.count
            element("author", comment.author)
        }
        raw("</authors><commentList>")
        for comment in comments { self.comment(comment, author: authors[comment.author] ?? 0) }
        raw("</commentList></comments>")
        end()
    }

    /// Writes a comment with the number of its author.
    mutating func comment(_ comment: CellComment, author: Int) {
        raw("<comment")
        attribute("ref", comment.cell.description)
        attribute("authorId", author)
        raw("><text>")
        var content = comment.text
        content.withUTF8 { textElement($0) }
        raw("</text></comment>")
    }

    /// Writes the boxes of a sheet's comments, in VML (ECMA-376 part 4, 19).
    ///
    /// Shapes are numbered in blocks of 1024, and two sheets do not share a block.
    ///
    /// - Returns: The total number of used blocks.
    mutating func noteShapes(_ comments: [CellComment], sheet: Int, blocksBefore: Int) -> Int {
        let blocks = (blocksBefore + 1)...(blocksBefore + 1 + comments.count / 1024)
        begin("xl/drawings/vmlDrawing\(sheet).vml", contentType: nil)
        noteDrawing(comments, blocks: blocks)
        end()
        return blocks.upperBound
    }

    /// Writes a drawing with the boxes of comments, numbered in blocks of 1024.
    mutating func noteDrawing(_ comments: [CellComment], blocks: ClosedRange<Int>) {
        raw("<xml")
        raw(Self.noteNamespaces)
        raw("><o:shapelayout v:ext=\"edit\"><o:idmap v:ext=\"edit\"")
        attribute("data", blocks.map(String.init).joined(separator: ","))
        raw("/></o:shapelayout>")
        noteShapeType()
        for (offset, comment) in comments.enumerated() { noteShape(comment, number: blocks.lowerBound * 1024 + offset + 1) }
        raw("</xml>")
    }

    private static let noteNamespaces: StaticString = """
         xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" \
        xmlns:x="urn:schemas-microsoft-com:office:excel"
        """

    /// Writes the type of the boxes, `_x0000_t202`, in a part that may lack its namespaces.
    mutating func noteShapeType(declaresNamespaces: Bool = false) {
        raw("<v:shapetype")
        if declaresNamespaces { raw(Self.noteNamespaces) }
        raw(" id=\"_x0000_t202\" coordsize=\"21600,21600\" o:spt=\"202\" path=\"m,l,21600r21600,l21600,xe\">")
        raw("<v:stroke joinstyle=\"miter\"/><v:path gradientshapeok=\"t\" o:connecttype=\"rect\"/></v:shapetype>")
    }

    /// Writes the box of a comment, in a part that may lack its namespaces.
    mutating func noteShape(_ comment: CellComment, number: Int, declaresNamespaces: Bool = false) {
        raw("<v:shape")
        if declaresNamespaces { raw(Self.noteNamespaces) }
        attribute("id", "_x0000_s\(number)", at: .plainAttribute)
        raw(
            " type=\"#_x0000_t202\" style=\"position:absolute;margin-left:60pt;margin-top:2pt;width:144pt;height:72pt;z-index:1;visibility:"
        )
        raw(comment.isVisible ? "visible" : "hidden")
        raw(
            "\" fillcolor=\"#ffffe1\" o:insetmode=\"auto\"><v:fill color2=\"#ffffe1\"/><v:shadow on=\"t\" color=\"black\" obscured=\"t\"/>"
        )
        raw(
            "<v:path o:connecttype=\"none\"/><v:textbox style=\"mso-direction-alt:auto\"><div style=\"text-align:left\"></div></v:textbox>"
        )
        raw("<x:ClientData ObjectType=\"Note\"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>")
        // Column, offset, row, offset: of the upper left corner next to the cell, then of the lower right one. At the sheet's edges the
        // box stays inside.
        let column = min(comment.cell.column, CellReference.lastColumn - 4)
        let row = min(max(comment.cell.row - 2, 0), CellReference.lastRow - 6)
        text("\(column), 15, \(row), 10, \(column + 3), 15, \(row + 5), 4")
        raw("</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>")
        text(String(comment.cell.row - 1))
        raw("</x:Row><x:Column>")
        text(String(comment.cell.column - 1))
        raw(comment.isVisible ? "</x:Column><x:Visible/></x:ClientData></v:shape>" : "</x:Column></x:ClientData></v:shape>")
    }
}
