"""A first text for the privacy notice, to be completed by the company: everything PIPL 17 asks to be told."""

ZH = """一、我们是谁
本门户由{company}运营。个人信息保护联系人：〔姓名、电话、邮箱〕。

二、收集哪些信息，用来做什么
1. 登录信息：姓名、邮箱、手机号、登录时间与网络地址，用于身份识别和账号安全。
2. 业务信息：您提交的申请、反馈、文件，以及合同与履约记录，用于订立和履行合同。
3. 联系人信息：姓名、职务、手机号、邮箱、微信，用于业务联系。
4. 身份证号、个人银行账户：仅在签约和付款时收取，加密保存，页面只显示部分数字。
请不要在自由填写处写入他人隐私、病历或身份证号。

三、依据
履行与您或贵公司的合同所必需的信息，不需要另行同意；短信广告、生日问候、满意度调查、向上游供应商提供信息，均须您逐项同意，可随时撤回，撤回不影响其他服务。

四、保存多久
合同资料：合同期满后十年；没有合同的线索：最后一次联系后二十四个月；登录和操作日志：不少于六个月。

五、谁会收到
短信、邮件和电子签约服务商仅收到完成服务所需的姓名、手机号和地址。经您单独同意，我们才向您所代理产品的上游供应商提供姓名、手机号和地区。

六、您的权利
您可以在“我的数据”中查看、下载、更正您的信息，开关各项同意，或申请注销并删除。我们在十五个工作日内答复。对处理有异议的，可联系上述联系人，或向主管部门投诉。
"""

EN = """1. Who we are
This portal is run by {company}. Contact for personal data: [name, telephone, e-mail].

2. What we collect, and what for
a. Sign-in: name, e-mail, mobile number, times and network addresses, to know who you are and to keep your sign-in safe.
b. Business: your requests, feedback and files, contracts and how they are kept, to make and to keep contracts.
c. Contacts: name, role, mobile number, e-mail, WeChat, to reach you.
d. Identity number and bank account of a person: only at signing and payment, encrypted, shown in part.
Please write no private matters of others, medical records or identity numbers into free text.

3. On which ground
What the contract with you or your company needs takes no consent. Advertising by text message, birthday greetings, \
surveys, and giving data to suppliers each take your consent, which you may withdraw at any time without any loss.

4. How long
Contracts: ten years after the term. Leads without a contract: 24 months after the last contact. Logs: at least six \
months.

5. Who gets them
Providers of text messages, mail and electronic signatures get the name, mobile number and address they \
need. Suppliers of the products you ask for get name, mobile number and region, and only with your separate consent.

6. Your rights
Under “My data” you see, copy and correct your data, throw each switch, and ask to be forgotten. We answer within 15 \
working days. You may also write to the contact above, or complain to the authority.
"""
