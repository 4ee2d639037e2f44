/// A place on the drawing, in pixels from its upper left corner.
struct Point: Hashable {
    var x: Double
    var y: Double
}

/// A rectangle on the drawing.
struct Rectangle: Hashable {
    var x: Double
    var y: Double
    var width: Double
    var height: Double

    var midX: Double { x + width / 2 }
    var midY: Double { y + height / 2 }
    var maxX: Double { x + width }
    var maxY: Double { y + height }

    func moved(byX dx: Double, y dy: Double) -> Rectangle {
        Rectangle(x: x + dx, y: y + dy, width: width, height: height)
    }
}

/// A width and a height in pixels.
struct Size: Hashable {
    var width: Double
    var height: Double
}
