-- Scientific articles in the libraries of CiteULike's users.
local hc = require "hetcomp"
return hc.dataset {
  name     = "citeulike",
  title    = "CiteULike-t",
  licence  = "none stated for the data; the repository it is fetched from is under GPL-3.0",
  citation = "Wang, Chen and Li: Collaborative Topic Regression with Social Regularization for Tag Recommendation. IJCAI 2013.",
  files    = {
    { name = "users.dat", bytes = 770649,
      url = "https://raw.githubusercontent.com/SeongKu-Kang/HetComp_WWW23/59568a9dfc0132c94e6d85a4520655308c27adae/Data/users.dat",
      sha256 = "02d5d429b2c0362e0ed79f6ef204666b4092563d21493abf4dfb521e8a7078bf" },
  },
  reader   = { "users.dat" },
  filter   = { min_user = 5 },
  split    = "www23",
}
