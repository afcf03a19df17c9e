-- Amazon Digital Music as DeepCF prepared it; not the set that HetComp reports under this name.
local hc = require "hetcomp"
local source = "https://raw.githubusercontent.com/familyld/DeepCF/0d91a5ddacde4ec6de16972cb7f22a74c7c9e1a8/Data/"
return hc.dataset {
  name     = "a-music",
  title    = "Amazon Digital Music (DeepCF)",
  licence  = "none stated in the repository it is fetched from; Amazon reviews collected by J. McAuley (UCSD), for research with citation",
  citation = "Deng, Huang, Wang, Lai and Yu: DeepCF: A Unified Framework of Representation Learning and Matching Function Learning in Recommender System. AAAI 2019.",
  files    = {
    { name = "AMusic.train.rating", bytes = 503012, url = source .. "AMusic.train.rating",
      sha256 = "7e7aa977b152a99e706c581f8feaa73a9c490b3c9f88b81a0aa1da3272bd3a98" },
    { name = "AMusic.test.rating", bytes = 20765, url = source .. "AMusic.test.rating",
      sha256 = "e6d556349b628eaeae94170a96e183db899e1947664bb17dbe30c31962b5def1" },
  },
  reader   = { "delimited", separator = "\t", header = false, user = 1, item = 2, rating = 3 },
  filter   = { min_user = 5 },
  split    = "www23",
}
