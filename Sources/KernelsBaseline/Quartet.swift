// Four vectors that go through the same steps side by side.

typealias Quartet = (Lanes, Lanes, Lanes, Lanes)

@inline(__always)
func loadQuartet(_ p: Floats) -> Quartet {
  (load(p), load(p + width), load(p + 2 * width), load(p + 3 * width))
}

@inline(__always)
func storeQuartet(_ v: Quartet, _ p: MutableFloats) {
  store(v.0, p)
  store(v.1, p + width)
  store(v.2, p + 2 * width)
  store(v.3, p + 3 * width)
}

@inline(__always)
func each(_ v: Quartet, _ f: (Lanes) -> Lanes) -> Quartet { (f(v.0), f(v.1), f(v.2), f(v.3)) }

@inline(__always)
func each(_ v: Quartet, _ w: Quartet, _ f: (Lanes, Lanes) -> Lanes) -> Quartet {
  (f(v.0, w.0), f(v.1, w.1), f(v.2, w.2), f(v.3, w.3))
}

@inline(__always)
func each(_ u: Quartet, _ v: Quartet, _ w: Quartet, _ f: (Lanes, Lanes, Lanes) -> Lanes) -> Quartet
{
  (f(u.0, v.0, w.0), f(u.1, v.1, w.1), f(u.2, v.2, w.2), f(u.3, v.3, w.3))
}
