-- CiteULike-t with one item a user for validation and one for test: DE-RRD's split, seed 0, as text.
local hc = require "hetcomp"
return hc.dataset {
  name     = "citeulike-loo",
  title    = "CiteULike-t, leave-one-out",
  licence  = "none stated for the data; the repository of the split is under GPL-2.0",
  citation = "Kang, Hwang, Kweon and Yu: DE-RRD: A Knowledge Distillation Framework for Recommender System. CIKM 2020.",
  files    = {
    { name = "train.txt", part = "train", bytes = 621558,
      sha256 = "66b98cb49f70aeb09bb39aa2e544e04f00f42ab14c628334fb0db17c7c2a67bf" },
    { name = "valid.txt", part = "valid", bytes = 51977,
      sha256 = "b1ab387613bc8d10894785aaaf3319a96699cc8fdd7b1d394d1a04c56b0b4375" },
    { name = "test.txt", part = "test", bytes = 51989,
      sha256 = "05f7443867073dcd20d5f5c85c98f63fc18191a6f4c478b434c750d44ff5934b" },
  },
  reader   = { "lightgcn" },
  split    = "given",
}
