"""Writes python.json: small files of Python, numpy and PyTorch, and what they hold.

Run it where numpy and PyTorch are: python3 generate.py. The tests need neither.
"""
import base64, collections, io, json, os, pickle, zipfile
import numpy as np

cases = []


def add(name, kind, data, **expected):
    cases.append({"name": name, "kind": kind, "bytes": base64.b64encode(data).decode(), **expected})


def older(data):
    """The same pickle with the module names of numpy 1."""
    data = data.replace(b"\x8c\x16numpy._core.multiarray", b"\x8c\x15numpy.core.multiarray")
    data = data.replace(b"\x8c\x13numpy._core.numeric", b"\x8c\x12numpy.core.numeric")
    return data.replace(b"numpy._core.", b"numpy.core.")


def flat(array):
    return [float(x) for x in np.asarray(array).reshape(-1)]


plain = {"none": None, "yes": True, "no": False, "small": 7, "two": 513, "four": -70000,
         "eight": -(2 ** 62), "half": 0.5, "text": "naïve \\ \n 中", "bytes": b"\x00\xff",
         "list": [1, [2, (3,)]], "tuple": (1, 2, 3, 4), "empty": [(), [], {}], "nested": {3: {"a": 1}}}
for protocol in range(6):
    add(f"plain, protocol {protocol}", "plain", pickle.dumps(plain, protocol))
    sets = pickle.dumps([{5, 1, 3}, frozenset([2]), collections.OrderedDict([("a", 1), ("b", 2)]),
                         collections.defaultdict(list, {4: [9]}), bytearray(b"ab")], protocol)
    add(f"sets, protocol {protocol}", "sets", sets)
    shared = [1]
    loop = [shared, shared]
    loop.append(loop)
    add(f"loop, protocol {protocol}", "loop", pickle.dumps(loop, protocol))
    c = np.arange(6, dtype="<f4").reshape(2, 3) / 2
    arrays = {"c": c, "fortran": np.asfortranarray(c.astype("f8")), "big": c.astype(">i4"),
              "strided": c[:, ::2], "scalar": np.float32(1.5), "count": np.int64(9),
              "flag": np.bool_(True), "none": np.zeros((0, 4), "i2"), "u8": np.array([0, 255], "u1")}
    data = pickle.dumps(arrays, protocol)
    add(f"arrays, protocol {protocol}", "arrays", data)
    add(f"arrays, protocol {protocol}, numpy 1", "arrays", older(data))
    add(f"objects, protocol {protocol}", "refused", pickle.dumps(np.array([{}, None]), protocol),
        problem="Python objects")
    add(f"system, protocol {protocol}", "refused", pickle.dumps(os.system, protocol),
        problem="posix.system")
    add(f"complex, protocol {protocol}", "refused", pickle.dumps(1j, protocol), problem="complex")
    add(f"huge, protocol {protocol}", "refused", pickle.dumps(2 ** 80, protocol), problem="64 bits")
buffers = []
add("out of band", "refused", pickle.dumps(c, 5, buffer_callback=buffers.append), problem="out-of-band")
for code in ["f2", "f4", "f8", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "b1"]:
    for order in "<>" if np.dtype(code).itemsize > 1 else "|":
        for fortran in (False, True):
            array = np.asarray([[0, 1, 2], [3, 5, 120]]).astype(order + code)
            array = np.asfortranarray(array) if fortran else array
            out = io.BytesIO()
            np.save(out, array)
            add(f"{order}{code}{', Fortran' if fortran else ''}", "npy", out.getvalue(),
                shape=[2, 3], values=flat(array))
for name, array in {"vector": np.arange(3.0), "scalar": np.float32(4), "cube": np.arange(8).reshape(2, 2, 2),
                    "nothing": np.zeros((0, 3), "f4")}.items():
    out = io.BytesIO()
    np.save(out, array)
    add(name, "npy", out.getvalue(), shape=list(array.shape), values=flat(array))
out = io.BytesIO()
np.save(out, np.array(["ab", "é中"]))
add("texts", "texts", out.getvalue(), texts=["ab", "é中"])
for name, array, problem in [("objects", np.array([None]), "Python objects"),
                             ("structured", np.zeros(2, "i4,f4"), "structured"),
                             ("complex", np.zeros(2, "c8"), "c8")]:
    out = io.BytesIO()
    np.save(out, array, allow_pickle=True)
    add(f"npy of {name}", "refused npy", out.getvalue(), problem=problem)
rng = np.random.default_rng(0)
named = {"scores": rng.normal(size=(4, 5)).astype("f4"), "items": np.tile(np.arange(40, dtype="i4"), (30, 1))}
for name, save in [("stored", np.savez), ("deflated", np.savez_compressed)]:
    out = io.BytesIO()
    save(out, **named)
    add(name, "npz", out.getvalue(), scores=flat(named["scores"]))
for level in (0, 1, 9):
    out, one = io.BytesIO(), io.BytesIO()
    np.save(one, named["items"])
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as z:
        z.writestr("items.npy", one.getvalue())
    add(f"deflated at level {level}", "npz items", out.getvalue())
try:
    import torch
    out = io.BytesIO()
    table = torch.arange(6, dtype=torch.float32).reshape(2, 3)
    torch.save({"a": table, "turned": table.t(), "half": table.to(torch.bfloat16), "ids": torch.arange(3)}, out)
    add("PyTorch", "torch", out.getvalue())
except ImportError:
    raise SystemExit("PyTorch is needed to write all cases")
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "python.json"), "w") as file:
    json.dump(cases, file, indent=0)
    file.write("\n")
