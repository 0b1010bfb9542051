"""try"""
from tests.people import People
def test_a(people: People):
    o = people.sign_in("owner@minchuan.example")
    r = o.get("/team/"); assert r.status_code == 200, r.text
    r = o.post("/team/invitations", {"name":"甲","email":"New@Minchuan.Example ","role":"member"}); assert r.status_code==303, r.text
    print(o.get("/team/").text)
    a = people.sign_in("admin@demo.example")
    for u in ["/staff/admin/","/staff/admin/people/","/staff/admin/people/new","/staff/accounts/D-000101/people"]:
        r = a.get(u); assert r.status_code == 200, (u, r.text)
    print([ (e.kind,e.facts) for e in people.events()])
